import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';

interface Tool {
	function: {
		name: string;
		description: string;
		parameters: { properties: Record<string, { type: string; description?: string }>; required?: string[] };
	};
}

interface Question {
	tools?: Tool[];
	messages: Array<{ role: string; content: unknown }>;
}

/**
 * A chat model on loopback with OpenAI's API. It calls the first tool with these arguments this many times,
 * and then repeats the results.
 */
export async function startModel(argumentsOfTool: Record<string, unknown>, calls = 1) {
	const questions: Question[] = [];
	const server = Fastify({ bodyLimit: 10_000_000 });
	server.post<{ Body: Question }>('/v1/chat/completions', ({ body }) => {
		questions.push(body);
		const last = body.messages.at(-1)!;
		const isDone = body.messages.filter(({ role }) => role === 'tool').length >= calls;
		const message = isDone
			? { role: 'assistant', content: String(last.content) }
			: {
					role: 'assistant',
					content: null,
					tool_calls: [
						{
							id: `call_${questions.length}`,
							type: 'function',
							function: {
								name: body.tools![0]!.function.name,
								arguments: JSON.stringify(argumentsOfTool),
							},
						},
					],
				};
		return {
			id: `chat-${questions.length}`,
			object: 'chat.completion',
			created: 1,
			model: 'model',
			choices: [{ index: 0, message, finish_reason: isDone ? 'stop' : 'tool_calls' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	await server.listen({ host: '127.0.0.1', port: 0 });
	const { port } = server.server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/v1`, questions, stop: async () => await server.close() };
}
