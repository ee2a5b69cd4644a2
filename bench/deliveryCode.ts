import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IWebhookFunctions } from 'n8n-workflow';
import type * as TriggerFile from '../nodes/EcGrid/EcGridTrigger.node';
import { nodeFingerprint } from '../nodes/EcGrid/runtime/nodeFingerprint';
import { loginOf, verifierOf } from '../nodes/EcGrid/trigger/login';
import { event } from './event';

/**
 * The output of this file, which runs in a separate process with the folder of the built package as its
 * argument. It delivers a million events to the trigger's code.
 */
export interface DeliveryCode {
	/** Bytes held by objects and buffers after this many deliveries, without garbage. */
	held: Record<number, number>;
	perSecond: number;
}

const MARKS = [20_000, 100_000, 250_000, 500_000, 1_000_000];
/** The number of deliveries between duplicates, and between calls of a stranger. */
const EVERY = 1_000;

/** The part of the response that the trigger uses. */
class Response extends EventEmitter {
	statusCode = 200;

	writableEnded = false;

	status(code: number) {
		this.statusCode = code;
		return this;
	}

	set = () => this;

	json = () => this;

	/** n8n calls this when the execution is stored. */
	end() {
		this.writableEnded = true;
		this.emit('finish');
		this.emit('close');
	}
}

/** Returns a trigger node in a published workflow, without n8n. */
async function publishedTrigger(folder: string) {
	const { EcGridTrigger } = createRequire(join(folder, 'package.json'))('./index.js') as typeof TriggerFile;

	const parameters: Record<string, unknown> = { parcelEvents: ['InBox'], authentication: 'basic' };
	const staticData: Record<string, unknown> = {};
	const node = {
		getInstanceId: () => 'bench',
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: 'node', name: 'ECGrid Trigger' }),
		getMode: () => 'webhook',
		getCredentials: async () => ({ apiKey: 'bench', baseUrl: 'https://ecgrid.example' }),
		getNodeParameter: (name: string, otherwise: unknown) => parameters[name] ?? otherwise,
		getWorkflowStaticData: () => staticData,
		getQueryData: () => ({ event: 'Parcel' }),
		logger: console,
	} as unknown as IWebhookFunctions;

	const login = await loginOf(node);
	const url = 'https://n8n.example/webhook/bench/ecgrid?event=Parcel';
	const callback = { callbackId: 7001, url, event: 'Parcel', authentication: 'basic' };
	staticData.callbacks = [{ ...callback, owner: nodeFingerprint(node), verifier: verifierOf(login) }];

	const trigger = new EcGridTrigger();
	const authorizationOf = (password: string) =>
		`Basic ${Buffer.from(`${login.username}:${password}`).toString('base64')}`;

	return {
		right: authorizationOf(login.password),
		wrong: authorizationOf('wrong'),
		async receive(authorization: string, body: object) {
			const response = new Response();
			const context = {
				...node,
				getHeaderData: () => ({ authorization }),
				getRequestObject: () => ({ method: 'POST', body }),
				getResponseObject: () => response,
			} as unknown as IWebhookFunctions;
			const result = await trigger.webhook.call(context);
			response.end();
			return { ...result, statusCode: response.statusCode };
		},
	};
}

type PublishedTrigger = Awaited<ReturnType<typeof publishedTrigger>>;

/** Throws unless an event runs. */
async function deliver({ right, receive }: PublishedTrigger) {
	const body = event();
	const { workflowData = [[]] } = await receive(right, body);
	const [items = []] = workflowData;
	if (items.length !== 1 || items[0]!.json.eventId !== body.eventId)
		throw new Error(`Event ${body.eventId} didn't run`);
	return body;
}

/** Throws unless a duplicate event is dropped and a stranger is refused. */
async function deliverInVain({ right, wrong, receive }: PublishedTrigger, body: object) {
	const repeat = await receive(right, body);
	const { repeated } = repeat.webhookResponse as { repeated?: boolean };
	if (repeat.workflowData || repeated !== true) throw new Error('A duplicate event ran');
	const refused = await receive(wrong, event());
	if (refused.workflowData || refused.statusCode !== 401) throw new Error('A stranger was let in');
}

function heldNow(): number {
	global.gc!();
	global.gc!();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

async function measure(folder: string): Promise<DeliveryCode> {
	const trigger = await publishedTrigger(folder);
	const held: DeliveryCode['held'] = {};
	let milliseconds = 0;
	let delivered = 0;
	for (const mark of MARKS) {
		const began = performance.now();
		while (delivered < mark) {
			const body = await deliver(trigger);
			if (++delivered % EVERY === 0) await deliverInVain(trigger, body);
		}
		milliseconds += performance.now() - began;
		held[mark] = heldNow();
	}
	return { held, perSecond: (delivered / milliseconds) * 1000 };
}

void measure(process.argv[2]!).then((measured) => console.log(JSON.stringify(measured)));
