import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox';
import { startReceiver, type Receiver, type Received, type Reply } from './receiver';

const toStop: Array<Sandbox | Receiver> = [];

afterEach(async () => {
	await Promise.all(toStop.splice(0).map((server) => server.stop()));
});

/** Starts a sandbox and stops it after the test. */
export async function sandboxWith(options?: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox(options);
	toStop.push(sandbox);
	return sandbox;
}

/** Starts a receiver, and a sandbox that trusts it. Stops both after the test. */
export async function sandboxAndReceiver(
	options?: SandboxOptions,
	reply?: (request: Received, count: number) => Reply,
): Promise<{ sandbox: Sandbox; receiver: Receiver }> {
	const receiver = await startReceiver(reply);
	toStop.push(receiver);
	const sandbox = await sandboxWith({ deliveryCa: receiver.ca, ...options });
	return { sandbox, receiver };
}
