import { Agent, request } from 'undici';

/** What calls came to. */
export interface Calls {
	/** Of each call that was answered as expected, in milliseconds. */
	latencies: number[];
	/** From the first call to the last answer. */
	seconds: number;
}

export interface Call {
	url: string;
	headers: Record<string, string>;
	/** Bodies, one for each call. */
	bodies: unknown[];
	/** How many are under way at once. */
	atOnce: number;
	/** The status that every answer must have. */
	expect: number;
}

/** Calls webhooks over connections that are kept open, as a client does that has much to deliver. */
export class Caller {
	private readonly agent: Agent;

	constructor(ca: string) {
		this.agent = new Agent({ connect: { ca }, connections: 64, pipelining: 1 });
	}

	async call({ url, headers, bodies, atOnce, expect }: Call): Promise<Calls> {
		const latencies: number[] = [];
		const upcoming = bodies.values();
		const worker = async () => {
			for (const body of upcoming) {
				const began = performance.now();
				const answer = await request(url, {
					method: 'POST',
					dispatcher: this.agent,
					headers: { 'content-type': 'application/json', ...headers },
					body: JSON.stringify(body),
				});
				const text = await answer.body.text();
				if (answer.statusCode !== expect)
					throw new Error(`${url} answered ${answer.statusCode}, not ${expect}: ${text.slice(0, 200)}`);
				latencies.push(performance.now() - began);
			}
		};
		const began = performance.now();
		await Promise.all(Array.from({ length: atOnce }, worker));
		return { latencies, seconds: (performance.now() - began) / 1000 };
	}

	async close() {
		await this.agent.destroy();
	}
}
