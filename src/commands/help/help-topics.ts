/** The topics of `connects help TOPIC`, each loaded when it is shown. */
import type { HelpTopic } from '../../manual/topic.ts';

export const HELP_TOPICS: Readonly<Record<string, () => Promise<HelpTopic>>> = {
  agents: async () => (await import('../../manual/topics/agents.ts')).agentsTopic,
  dates: async () => (await import('../../manual/topics/dates.ts')).datesTopic,
  environment: async () => (await import('../../manual/topics/environment.ts')).environmentTopic,
  'exit-codes': async () => (await import('../../manual/topics/exit-codes.ts')).exitCodesTopic,
  formats: async () => (await import('../../manual/topics/formats.ts')).formatsTopic,
  json: async () => (await import('../../manual/topics/json.ts')).jsonTopic,
  rules: async () => (await import('../../manual/topics/rules.ts')).rulesTopic,
};

export const TOPIC_NAMES = Object.keys(HELP_TOPICS).join(', ');
