import { objectOf, own, type UncheckedObject } from '../../../template/json.ts';
import { textOf } from '../../../template/scalars.ts';
import { attributeOf, BY_SAM, type Declaration, type Declarations, madeFor } from './made.ts';

/** A connector: who may do something with whom. */
interface Connector {
  readonly id: string;
  readonly declaration: UncheckedObject;
  readonly source: unknown;
  readonly destination: unknown;
}

/** The connectors of a template: resources of their own, and those that stand in their source. */
export function connectorsIn(resources: UncheckedObject): Connector[] {
  return Object.entries(resources).flatMap(([id, given]) => {
    const declaration = objectOf(given);
    if (declaration.Type === 'AWS::Serverless::Connector') {
      const { Source, Destination } = objectOf(declaration.Properties);
      const source = own(Source, 'Id');
      return ends(Destination).map((end) => ({ id, declaration, source, destination: own(end, 'Id') }));
    }
    return Object.entries(objectOf(declaration.Connectors)).flatMap(([name, connector]) =>
      ends(own(own(connector, 'Properties'), 'Destination')).map((end) => {
        return { id: `${id}${name}`, declaration, source: id, destination: own(end, 'Id') };
      }),
    );
  });
}

function ends(destination: unknown): unknown[] {
  return Array.isArray(destination) ? destination : [destination];
}

/**
 * The policies that SAM makes of a connector: that of a queue behind a topic is told, of others only that there is one.
 *
 * @param made the resources of the template, functions made
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
export function resourcesOfConnector(
  { id, declaration, source, destination }: Connector,
  index: number,
  made: Declarations,
): Declarations {
  const [from, to] = [source, destination].map((end) =>
    typeof end === 'string' ? own(made, end) : undefined,
  );
  const make = (name: string, type: string, properties: UncheckedObject) => ({
    [`${id}${name}${index}`]: madeFor(id, declaration, type, properties),
  });
  const roles = [from, to].flatMap((end) => roleOf(end));
  if (roles.length > 0 && from?.Type !== 'AWS::SNS::Topic') {
    return make('Policy', 'AWS::IAM::ManagedPolicy', { Roles: roles, PolicyDocument: BY_SAM });
  }
  if (to?.Type === 'AWS::Lambda::Function') {
    return make('Permission', 'AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: destination },
      Principal: 'sns.amazonaws.com',
      SourceArn: { Ref: source },
    });
  }
  if (to?.Type === 'AWS::SQS::Queue') {
    const letting = {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: attributeOf(textOf(destination), 'Arn'),
      Condition: { ArnEquals: { 'aws:SourceArn': { Ref: source } } },
    };
    const PolicyDocument = from?.Type === 'AWS::SNS::Topic' ? { Statement: [letting] } : BY_SAM;
    return make('QueuePolicy', 'AWS::SQS::QueuePolicy', { Queues: [{ Ref: destination }], PolicyDocument });
  }
  if (to?.Type === 'AWS::SNS::Topic') {
    return make('TopicPolicy', 'AWS::SNS::TopicPolicy', {
      Topics: [{ Ref: destination }],
      PolicyDocument: BY_SAM,
    });
  }
  return {};
}

function roleOf(declaration: Declaration | undefined): unknown[] {
  const role = declaration?.Type === 'AWS::Lambda::Function' ? declaration.Properties.Role : undefined;
  return role === undefined ? [] : [role];
}
