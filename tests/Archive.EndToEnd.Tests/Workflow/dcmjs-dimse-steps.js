// A scanner and an information system in one, both of dcmjs-dimse. The scanner calls HOST PORT as CALLED: N-CREATE of a performed procedure
// step, the same again, N-SET COMPLETED, and one change too many. The information system listens at RECEIVER and takes what is sent on to it.
// Prints a line for each answer and each request, and ends when the step's end has come.
const [folder, host, port, called, receiver, step] = process.argv.slice(2);
const dimse = require(folder + '/node_modules/dcmjs-dimse');
const { Dataset, Client, Server, Scp } = dimse;
const { NCreateRequest, NSetRequest } = dimse.requests;
const { NCreateResponse, NSetResponse } = dimse.responses;
const { TransferSyntax, PresentationContextResult, Status } = dimse.constants;
dimse.log.level = 'error';

const sopClass = '1.2.840.10008.3.1.2.3.3';
let done = () => {};
const forwarded = new Promise((resolve) => (done = resolve));

class InformationSystem extends Scp {
  associationRequested(association) {
    association.getPresentationContexts().forEach((c) => {
      const context = association.getPresentationContext(c.id);
      if (context.getAbstractSyntaxUid() === sopClass) {
        context.setResult(PresentationContextResult.Accept, TransferSyntax.ImplicitVRLittleEndian);
      } else {
        context.setResult(PresentationContextResult.RejectAbstractSyntaxNotSupported);
      }
    });
    this.sendAssociationAccept();
  }
  nCreateRequest(request, callback) {
    print('forwarded N-CREATE', request.getAffectedSopInstanceUid(), request.getDataset().getElement('PerformedProcedureStepStatus'));
    const response = NCreateResponse.fromRequest(request);
    response.setStatus(Status.Success);
    callback(response);
  }
  nSetRequest(request, callback) {
    print('forwarded N-SET', request.getRequestedSopInstanceUid(), request.getDataset().getElement('PerformedProcedureStepStatus'));
    const response = NSetResponse.fromRequest(request);
    response.setStatus(Status.Success);
    callback(response);
    setTimeout(done, 200); // for the answer to be on its way
  }
  associationReleaseRequested() {
    this.sendAssociationReleaseResponse();
  }
}

function print(...words) {
  console.log(words.join(' '));
}

/** Each on an association of its own. */
function send(name, request) {
  return new Promise((resolve, reject) => {
    request.on('response', (response) => print(name, response.getStatus().toString(16).padStart(4, '0')));
    const client = new Client();
    client.addRequest(request);
    client.on('closed', resolve);
    client.on('networkError', reject);
    client.send(host, Number(port), 'SCANNER', called);
  });
}

function create() {
  const request = new NCreateRequest(sopClass, step);
  request.setDataset(new Dataset({
    ScheduledStepAttributesSequence: [{ StudyInstanceUID: step + '.1', AccessionNumber: 'ACC1', RequestedProcedureID: 'RP1', ScheduledProcedureStepID: 'SPS1' }],
    PatientName: 'Invented^Person', PatientID: 'P1', Modality: 'CT', PerformedProcedureStepID: 'RP1', PerformedStationAETitle: 'SCANNER',
    PerformedProcedureStepStartDate: '20260311', PerformedProcedureStepStartTime: '081500', PerformedProcedureStepEndDate: '',
    PerformedProcedureStepEndTime: '', PerformedProcedureStepStatus: 'IN PROGRESS', PerformedSeriesSequence: [],
  }));
  return request;
}

function set(status) {
  const request = new NSetRequest(sopClass, step);
  request.setDataset(new Dataset({
    PerformedProcedureStepStatus: status, PerformedProcedureStepEndDate: '20260311', PerformedProcedureStepEndTime: '083000',
    PerformedSeriesSequence: [{ SeriesInstanceUID: step + '.2', ProtocolName: 'THORAX', RetrieveAETitle: '' }],
  }));
  return request;
}

(async () => {
  const server = new Server(InformationSystem);
  server.on('networkError', (e) => print('network error', e.message));
  server.listen(Number(receiver));
  await send('N-CREATE', create());
  await send('N-CREATE', create());
  await send('N-SET', set('COMPLETED'));
  await send('N-SET', set('DISCONTINUED'));
  await forwarded;
  server.close();
  process.exit(0);
})().catch((e) => {
  console.error(e);
  process.exit(1);
});
setTimeout(() => process.exit(2), 50000);
