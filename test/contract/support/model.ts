// A model for an agent, on loopback: answers every question with the same words, as the chat completions of OpenAI do.
import { createServer } from 'node:http';

/** A running model. */
export interface Model {
  /** What `models.providers.NAME` of a config must be to reach it; its only model is `echo`. */
  readonly provider: Readonly<Record<string, unknown>>;
  /** How often it was asked. */
  asked(): number;
  /** From now on it answers with an error. */
  fail(): void;
  close(): Promise<void>;
}

const chunk = (delta: Readonly<Record<string, unknown>>, finish: string | null = null): string =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'echo',
    choices: [{ index: 0, delta, finish_reason: finish }],
  })}\n\n`;

/** Starts one that says `answer`. */
export const startModel = async (answer: string): Promise<Model> => {
  let [asked, isFailing] = [0, false];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      asked += 1;
      if (isFailing) {
        response.writeHead(401, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { message: 'Incorrect API key provided', type: 'auth' } }));
        return;
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(chunk({ role: 'assistant', content: answer }));
      response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    provider: {
      baseUrl: `http://127.0.0.1:${port}/v1`,
      apiKey: 'none',
      api: 'openai-completions',
      models: [
        {
          id: 'echo',
          name: 'echo',
          reasoning: false,
          input: ['text'],
          cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
          contextWindow: 32_000,
          maxTokens: 1_000,
        },
      ],
    },
    asked: () => asked,
    fail: () => {
      isFailing = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
