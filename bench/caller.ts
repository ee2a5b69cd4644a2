import { Agent, request } from 'undici';

/** The results of a set of calls. */
export interface Calls {
	/** The duration in milliseconds of each call with the expected response. */
	latencies: number[];
	/** From the first call to the last response. */
	seconds: number;
}

export interface Call {
	/** One address, or several that are called in turn. */
	url: string | string[];
	headers: Record<string, string>;
	/** One body per call. */
	bodies: unknown[];
	/** The number of concurrent calls. */
	atOnce: number;
	/** The required status of every response. */
	expect: number;
}

/** Calls webhooks over keep-alive connections, as a client with many deliveries does. */
export class Caller {
	private readonly agent: Agent;

	constructor(ca: string) {
		this.agent = new Agent({ connect: { ca }, connections: 64, pipelining: 1 });
	}

	async call({ url, headers, bodies, atOnce, expect }: Call): Promise<Calls> {
		const latencies: number[] = [];
		const upcoming = bodies.values();
		const urls = [url].flat();
		let turn = 0;
		const worker = async () => {
			for (const body of upcoming) {
				const address = urls[turn++ % urls.length]!;
				const began = performance.now();
				const answer = await request(address, {
					method: 'POST',
					dispatcher: this.agent,
					headers: { 'content-type': 'application/json', ...headers },
					body: JSON.stringify(body),
				});
				const text = await answer.body.text();
				if (answer.statusCode !== expect)
					throw new Error(
						`${address} answered ${answer.statusCode} instead of ${expect}: ${text.slice(0, 200)}`,
					);
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
