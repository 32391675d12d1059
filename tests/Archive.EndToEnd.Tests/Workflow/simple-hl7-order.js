// Sends an order to HOST PORT with simple-hl7, twice on one connection, and prints the answers, segments in lines.
const [folder, host, port, control, accession] = process.argv.slice(2);
const hl7 = require(folder + '/node_modules/simple-hl7');

function order(id) {
  const message = new hl7.Message('NODEHIS', 'NORTH', 'ARCHIVE', 'RADIOLOGY', '20261201080000', '', ['ORM', 'O01'], id, 'P', '2.5', '', '', '', '', '', 'UNICODE UTF-8');
  message.addSegment('PID', '1', '', ['70441', '', '', 'NORTH'], '', ['HUBER', 'ANNA'], '', '19581103', 'F');
  message.addSegment('ORC', control, 'P-5501', accession, '', '', '', ['', '', '', '20261202093000']);
  const procedure = message.addSegment('OBR', '1', 'P-5501', accession, ['CTTHX', 'CT Thorax', 'L']);
  procedure.addField('SPS-1', 20);
  procedure.addField('CT1', 21);
  procedure.addField('CT', 24);
  return message;
}

const client = hl7.Server.createTcpClient({ host, port: Number(port), keepalive: true });
const ids = ['N-1', 'N-2'];

function next() {
  const id = ids.shift();
  if (!id) {
    client.close();
    return;
  }
  client.send(order(id), (error, answer) => {
    if (error) {
      console.error(error);
      process.exit(1);
    }
    console.log(answer.log());
    setImmediate(next); // it still waits for this answer until the callback has returned
  });
}

next();
