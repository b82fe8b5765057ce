import { join } from 'node:path';
import { writeFiles } from './a-checked-assembly.ts';
import { assemblyIn } from './a-checked-project.ts';
import { aSoundTemplate, change, without } from './a-sound-template.ts';

/** An exception in the metadata of a resource. */
const EXCEPT_ENCRYPTION = {
  mailroom: { except: [{ rule: 'encryption', reason: 'nothing of it is secret, "really" <100 %>' }] },
};

/**
 * Writes an assembly into a project: it has an error on the queue, which is made in `app/mail, all.ts`, a warning on the
 * topic, an accepted finding on the topic, and an acknowledgement of nothing.
 */
export function writeCheckedApp(project: string): void {
  const template = change(
    change(without(aSoundTemplate(), 'TopicPolicy'), 'Queue', { RedrivePolicy: undefined }),
    'Topic',
    { KmsMasterKeyId: undefined },
  );
  const topic = { ...template.Resources.Topic, Metadata: EXCEPT_ENCRYPTION };
  const written = { ...template, Resources: { ...template.Resources, Topic: topic } };
  const code = join(project, 'app/mail, all.ts');
  const metadata = {
    '/Mail/Queue/Resource': [
      { type: 'aws:cdk:logicalId', data: 'Queue' },
      { type: 'aws:cdk:creationStack', data: [`makeQueue (${code}:7:29)`] },
    ],
    '/Mail/Mapping': [
      { type: 'aws:cdk:acknowledged-rules', data: { 'mailroom::tls': 'none' }, trace: [`${code}:9:3`] },
    ],
  };
  writeFiles(project, assemblyIn('cdk.out', JSON.stringify(written, undefined, 1), { metadata }));
}
