/** As far as it is used here; the package has no types of its own. */
declare module 'nodemailer/lib/mail-composer/index.js' {
  interface Person {
    readonly name: string;
    readonly address: string;
  }

  interface Mail {
    readonly from: Person;
    readonly to: readonly Person[];
    readonly cc: readonly Person[];
    readonly replyTo: readonly Person[];
    readonly subject: string;
    readonly text: string | undefined;
    readonly html: string | undefined;
    readonly headers: readonly {
      readonly key: string;
      readonly value: string | { readonly prepared: true; readonly foldLines: false; readonly value: string };
    }[];
    readonly attachments: readonly {
      readonly filename: string;
      readonly content: Buffer;
      readonly contentType: string | undefined;
      readonly cid: string | undefined;
    }[];
    readonly newline: 'windows';
    readonly disableFileAccess: true;
    readonly disableUrlAccess: true;
  }

  export default class MailComposer {
    constructor(mail: Mail);
    compile(): { build(): Promise<Buffer> };
  }
}
