/** Why it does not matter that no check fails for these mutants: each reason with the keys of those that it is true of. */
const BY_REASON: Readonly<Record<string, readonly string[]>> = {
  'It is the default, so CloudFormation does the same without it.': [
    'Queue DeletionPolicy: deleted',
    'Queue UpdateReplacePolicy: deleted',
    'DeduplicationTable DeletionPolicy: deleted',
    'DeduplicationTable UpdateReplacePolicy: deleted',
    'QueueEmailerSqsEventSourceBackendNotificationsQueue MaximumBatchingWindowInSeconds: deleted',
  ],
  'Nothing we set has CloudFormation replace it, and what would be left behind holds no more than what is there.':
    [
      'Queue UpdateReplacePolicy: → Retain',
      'DeduplicationTable UpdateReplacePolicy: → Retain',
      'PublisherLogs UpdateReplacePolicy: → Retain',
      'QueueEmailerLogs UpdateReplacePolicy: → Retain',
    ],
  'CloudFormation waits for the role anyway, since the function refers to it.': [
    'Publisher DependsOn[NotificationsPublisherRole]: deleted',
    'Publisher DependsOn[NotificationsPublisherRole]: → PublisherRoleDefaultPolicy',
    'QueueEmailer DependsOn[NotificationsQueueEmailerRole]: deleted',
  ],
  'CloudFormation waits for one thing more than it needs to, and for the role anyway, since the function refers to it.':
    [
      'Publisher DependsOn[NotificationsPublisherRole]: → QueueEmailerRole',
      'Publisher DependsOn[NotificationsPublisherRole]: → QueuePolicy',
      'QueueEmailer DependsOn[NotificationsQueueEmailerRole]: → PublisherRole',
      'QueueEmailer DependsOn[NotificationsQueueEmailerRole]: → PublisherRoleDefaultPolicy',
      'QueueEmailer DependsOn[NotificationsQueueEmailerRole]: → QueuePolicy',
    ],
  'It is what a statement is called, and changes nothing that it says.': [
    'NotificationTopicPolicy PolicyDocument.Statement[Deny sns:Publish].Sid: deleted',
    'NotificationTopicPolicy PolicyDocument.Statement[Deny sns:Publish].Sid: → AllowPublishThroughSSLOnlyX',
    'AlarmTopicPolicy PolicyDocument.Statement[Deny sns:Publish].Sid: deleted',
    'AlarmTopicPolicy PolicyDocument.Statement[Deny sns:Publish].Sid: → AllowPublishThroughSSLOnlyX',
    'AlarmTopicPolicy PolicyDocument.Statement[Allow sns:Publish].Sid: deleted',
    'AlarmTopicPolicy PolicyDocument.Statement[Allow sns:Publish].Sid: → AllowAlarmsX',
  ],
  'It is what a policy is called within its role, where there is no other.': [
    'PublisherRoleDefaultPolicy PolicyName: → NotificationsPublisherRoleDefaultPolicyX',
    'PublisherRoleDefaultPolicy PolicyName: → NotificationsQueueEmailerRoleDefaultPolicy',
    'QueueEmailerRoleDefaultPolicy PolicyName: → NotificationsQueueEmailerRoleDefaultPolicyX',
    'QueueEmailerRoleDefaultPolicy PolicyName: → NotificationsPublisherRoleDefaultPolicy',
  ],
  'It is what the result of an expression is called, and nothing refers to it.': [
    'AlarmsDeadLetterArrived Metrics[expr_1].Id: → expr_1X',
    'AlarmsNotificationUndelivered Metrics[expr_1].Id: → expr_1X',
    'AlarmsNotificationsOld Metrics[expr_1].Id: → expr_1X',
  ],
  'It is what the graph of an alarm calls its line.': [
    'AlarmsDeadLetterArrived Metrics[expr_1].Label: deleted',
    'AlarmsDeadLetterArrived Metrics[expr_1].Label: → ArrivedX',
    'AlarmsDeadLetterArrived Metrics[expr_1].Label: → Age of the oldest',
    'AlarmsNotificationUndelivered Metrics[expr_1].Label: deleted',
    'AlarmsNotificationUndelivered Metrics[expr_1].Label: → ArrivedX',
    'AlarmsNotificationUndelivered Metrics[expr_1].Label: → Age of the oldest',
    'AlarmsNotificationsOld Metrics[expr_1].Label: deleted',
    'AlarmsNotificationsOld Metrics[expr_1].Label: → ',
    'AlarmsNotificationsOld Metrics[expr_1].Label: → Arrived',
  ],
};

/** Why it does not matter, by the key of the mutant. */
export const EXPLANATIONS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(BY_REASON).flatMap(([reason, keys]) => keys.map((key) => [key, reason])),
);
