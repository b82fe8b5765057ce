/** What composes MIME, in a file of its own: an emailer reads it with the first email that needs it. */
export { default as MailComposer } from 'nodemailer/lib/mail-composer/index.js';
