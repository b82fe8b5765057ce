/** What a send is authorized by. */
export interface Sending {
  /** IAM's action, without its service. */
  readonly action:
    | 'SendEmail'
    | 'SendRawEmail'
    | 'SendBulkEmail'
    | 'SendTemplatedEmail'
    | 'SendBulkTemplatedEmail';
  readonly apiVersion: '1' | '2';
  /** As the caller wrote it, as are all addresses here: `Ada <ada@example.com>`. */
  readonly from: string | undefined;
  readonly recipients: readonly string[];
  /** Where bounces go, where the call says so. */
  readonly feedbackAddress: string | undefined;
  readonly configurationSet: string | undefined;
  /** The name of the template that it is made of. @default none */
  readonly template?: string | undefined;
}
