import { NotificationPublisher } from 'amplify-mailroom/publisher';

const publisher = new NotificationPublisher();

/** Whom to welcome. */
interface NewUser {
  name: string;
  email: string;
}

/** Publishes a welcome for a new user, and answers with its ids. */
export const handler = async ({ name, email }: NewUser) =>
  publisher.publish({
    subject: `Welcome, ${name}`,
    body: `Hello ${name},\n\nyour account is ready.\n`,
    recipient: email,
  });
