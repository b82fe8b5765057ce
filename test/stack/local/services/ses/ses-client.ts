import { type Content, SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { type LocalSes, type SesOptions, startSes } from '../../../../../local/services/ses/start-ses.ts';

/** Characters of one, three and four bytes in UTF-8. */
export const WORLD = 'Grüße 漢字 🙂';

const inUtf8 = (Data: string): Content => ({ Data, Charset: 'UTF-8' });

/** The SDK's client of a local SES; it tries once, so that a test sees each answer. */
export function aClient({ url }: LocalSes): SESClient {
  return new SESClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
}

const running: LocalSes[] = [];

/** A local SES for one test alone, with its client; {@link endSes} ends it. */
export async function aSes(options: Partial<SesOptions> = {}): Promise<{ ses: LocalSes; client: SESClient }> {
  const ses = await startSes({ port: 0, ...options });
  running.push(ses);
  return { ses, client: aClient(ses) };
}

/** Ends every local SES of a test; to be called after each. */
export async function endSes(): Promise<void> {
  await Promise.all(running.splice(0).map((ses) => ses.stop()));
}

/** An email with subject, text and HTML, in UTF-8 unless `content` says otherwise. */
export function aSend({
  subject = 'Hello',
  to = ['ada@example.com'],
  content = inUtf8,
} = {}): SendEmailCommand {
  return new SendEmailCommand({
    Source: 'Mailroom <mailroom@example.com>',
    Destination: { ToAddresses: to },
    ReplyToAddresses: ['desk@example.com'],
    Message: {
      Subject: content(subject),
      Body: { Text: content(`${subject} in text`), Html: content(`<p>${subject}</p>`) },
    },
  });
}

/** An email in MIME with the subject `raw`. */
export function aRawSend(): SendRawEmailCommand {
  const message = 'From: a@example.com\r\nTo: b@example.com\r\nSubject: raw\r\n\r\nHello';
  return new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(message) } });
}
