/**
 * SES, SQS and DynamoDB as far as an emailer asks them, each answering at once that all is well: a process of its own,
 * so that what the emailer takes of the processor is the emailer's alone. Sends its port to whoever has started it.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const XMLNS = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';
const SENT = `<SendEmailResponse ${XMLNS}><SendEmailResult><MessageId>0102018f-00000000</MessageId></SendEmailResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></SendEmailResponse>`;
const QUOTA = `<GetSendQuotaResponse ${XMLNS}><GetSendQuotaResult><Max24HourSend>-1</Max24HourSend><SentLast24Hours>0</SentLast24Hours><MaxSendRate>10000</MaxSendRate></GetSendQuotaResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetSendQuotaResponse>`;

const server = createServer((request, response) => {
  let body = '';
  request
    .setEncoding('latin1')
    .on('data', (chunk) => {
      body += chunk;
    })
    .on('end', () => {
      const isSes = request.headers['x-amz-target'] === undefined;
      const type = isSes ? 'text/xml' : 'application/x-amz-json-1.0';
      const answer = isSes ? (body.includes('Action=GetSendQuota') ? QUOTA : SENT) : '{}';
      response.writeHead(200, { 'content-type': type }).end(answer);
    });
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
