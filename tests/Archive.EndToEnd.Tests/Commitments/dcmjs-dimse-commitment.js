// A scanner of dcmjs-dimse that has images committed. It calls HOST PORT as CALLED with N-ACTION for SAFE, and stays until the result comes on that
// association; then for SAFE and NEVER, releases, and takes the result at RECEIVER, where the archive calls it. Prints a line for each answer and
// each report, and ends when both results have come.
const [folder, host, port, called, receiver, safe, never] = process.argv.slice(2);
const dimse = require(folder + '/node_modules/dcmjs-dimse');
const { Dataset, Client, Server, Scp } = dimse;
const { NActionRequest } = dimse.requests;
const { NEventReportResponse } = dimse.responses;
const { TransferSyntax, PresentationContextResult, Status } = dimse.constants;
dimse.log.level = 'error';

const sopClass = '1.2.840.10008.1.20.1';
const lingerMs = 40000; // longer than a result takes
const answerMs = 200; // for the answer to be on its way
let reported = () => {};

class Scanner extends Scp {
  associationRequested(association) {
    association.getPresentationContexts().forEach((c) => {
      const context = association.getPresentationContext(c.id);
      if (context.getAbstractSyntaxUid() === sopClass) {
        print('called', association.getCallingAeTitle(), 'to', association.getCalledAeTitle(), 'SCU', context.getUserRole(), 'SCP', context.getProviderRole());
        context.setResult(PresentationContextResult.Accept, TransferSyntax.ExplicitVRLittleEndian);
      } else {
        context.setResult(PresentationContextResult.RejectAbstractSyntaxNotSupported);
      }
    });
    this.sendAssociationAccept();
  }
  nEventReportRequest(request, callback) {
    take('new', request, callback);
  }
  associationReleaseRequested() {
    this.sendAssociationReleaseResponse();
  }
}

function print(...words) {
  console.log('> ' + words.join(' ')); // its log has other lines
}

/** Prints a report and answers 0000. */
function take(where, request, callback) {
  const information = request.getDataset();
  const instances = (name) => (information.getElement(name) || []).map((item) => item.ReferencedSOPInstanceUID);
  const reasons = (information.getElement('FailedSOPSequence') || []).map((item) => Number(item.FailureReason).toString(16).padStart(4, '0'));
  print(where, request.getEventTypeId(), information.getElement('TransactionUID'), 'safe', ...instances('ReferencedSOPSequence'),
    'failed', ...instances('FailedSOPSequence'), ...reasons);
  const response = NEventReportResponse.fromRequest(request);
  response.setStatus(Status.Success);
  callback(response);
  setTimeout(reported, answerMs);
}

/** Asks on an association of its own. */
function ask(transaction, instances, stays) {
  return new Promise((resolve, reject) => {
    const request = new NActionRequest(sopClass, sopClass + '.1', 1);
    request.setDataset(new Dataset({
      TransactionUID: transaction,
      ReferencedSOPSequence: instances.map((instance) => ({ ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.2', ReferencedSOPInstanceUID: instance })),
    }));
    request.on('response', (response) => print('N-ACTION', response.getStatus().toString(16).padStart(4, '0')));
    const client = new Client();
    client.addRequest(request);
    client.on('nEventReportRequest', (report, callback) => take('open', report, callback));
    client.on('closed', resolve);
    client.on('networkError', reject);
    if (stays) {
      reported = () => client.network.sendAssociationReleaseRequest();
    }
    client.send(host, Number(port), 'SCANNER', called, { associationLingerTimeout: stays ? lingerMs : 0 });
  });
}

(async () => {
  const server = new Server(Scanner);
  server.on('networkError', (e) => print('network error', e.message));
  server.listen(Number(receiver));
  await ask(safe + '.8.1', [safe], true);
  const last = new Promise((resolve) => (reported = resolve));
  await ask(safe + '.8.2', [safe, never], false);
  await last;
  server.close();
  process.exit(0);
})().catch((e) => {
  console.error(e);
  process.exit(1);
});
setTimeout(() => process.exit(2), 50000);
