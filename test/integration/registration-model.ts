import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

import fc from 'fast-check';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import type { CallbackRecord, OccurrenceRecord, Sandbox } from '../../sandbox';
import { triggerNode, type Credentials, type RunningTrigger, type TriggerNode } from './n8n';
import { N8nProcess } from './process';
import { WEBHOOK_PATH } from './setup';

const FIRST_KEY = 'sandbox-key-5f1c9a';
const EVENTS = ['Parcel', 'User'] as const;
type Event = (typeof EVENTS)[number];

/** How a request to ECGrid can end. A `done` request was carried out, whatever the response. */
const FAULTS = {
	refused: { isDone: false, code: 'ECONNREFUSED', syscall: 'connect' },
	cut: { isDone: false, code: 'ECONNRESET', syscall: 'read' },
	'cut after the work': { isDone: true, code: 'ECONNRESET', syscall: 'read' },
	'429': { isDone: false, statusCode: 429 },
	'503': { isDone: false, statusCode: 503 },
	'500 after the work': { isDone: true, statusCode: 500 },
	'401': { isDone: false, statusCode: 401, errorCode: 'InvalidAPIKey' },
	'a gateway’s 404': { isDone: false, statusCode: 404, body: '{"title":"Not Found","status":404}' },
	'a web page': { isDone: false, statusCode: 200, body: '<html>' },
} as const;
type FaultName = keyof typeof FAULTS;
const faultNames = Object.keys(FAULTS) as FaultName[];

/** n8n was killed: whatever awaits this never resumes. */
const never = new Promise<never>(() => undefined);
class Killed extends Error {}

/** An event at ECGrid. */
interface Happening {
	event: Event;
	occurrences: OccurrenceRecord[];
	executions: number;
	/** Whether the workflow has been published ever since. */
	isOwed: boolean;
}

/** One n8n process with the published workflow. */
interface Running {
	process: N8nProcess;
	node?: TriggerNode;
	run?: RunningTrigger;
}

/** An ECGrid and one n8n with one workflow: its saved data, its processes and the events so far. */
export class World {
	/** The workflow's data in n8n's database. */
	saved: IDataObject = {};
	isPublished = false;
	events: Event[] = ['Parcel'];
	nodeName = 'ECGrid Trigger';
	port = 1;
	apiKey = FIRST_KEY;
	main: Running = { process: new N8nProcess() };
	/** A former leader that hasn't noticed yet. */
	former?: Running;
	readonly happened: Happening[] = [];
	readonly log: string[] = [];
	private readonly agent = new Agent({ keepAlive: true });
	private faults: FaultName[] = [];
	private killAfter?: number;
	private kill: () => void = () => undefined;
	/** What n8n is publishing or unpublishing. */
	private publication?: () => Promise<void>;
	private objectId = 987654321;
	private readonly strangers: string;
	/** n8n reads a credential again for each request. */
	private readonly credentials: Credentials;

	constructor(readonly sandbox: Sandbox) {
		const key = () => this.apiKey;
		this.credentials = {
			get apiKey() {
				return key();
			},
			baseUrl: sandbox.url,
		};
		sandbox.reset();
		sandbox.setApiKey(FIRST_KEY);
		for (const url of [
			'https://other.example.com/hook?event=Parcel',
			`${this.addressAt(1)}/x?event=Parcel`,
		]) {
			sandbox.addCallback({ url, event: 'Parcel' });
		}
		this.strangers = JSON.stringify(sandbox.callbacks);
	}

	get callbacks() {
		return this.sandbox.callbacks as CallbackRecord[];
	}

	private base = (port = this.port) => `https://localhost:${port}/webhook`;
	private addressAt = (port = this.port) => `${this.base(port)}/${WEBHOOK_PATH}`;

	/** All callbacks created by this workflow's trigger, at any address. */
	own() {
		return this.callbacks.filter(({ url }) =>
			new RegExp(`^https://localhost:\\d/webhook/${WEBHOOK_PATH}\\?`).test(url),
		);
	}

	failNext(fault: FaultName, times: number) {
		this.faults = Array.from({ length: times }, () => fault);
	}

	/** The next operation ends with a kill after this many requests. */
	killNext(after: number) {
		this.killAfter = after;
	}

	private async carry({ method = 'GET', url, headers, body }: IHttpRequestOptions): Promise<unknown> {
		if (this.killAfter !== undefined && this.killAfter-- === 0) {
			this.killAfter = undefined;
			this.kill();
			return await never;
		}
		const name = this.faults.shift();
		const fault:
			| {
					isDone?: boolean;
					code?: string;
					syscall?: string;
					statusCode?: number;
					body?: string;
					errorCode?: string;
			  }
			| undefined = name && FAULTS[name];
		const answer = async () => await this.post(method, new URL(url, this.sandbox.url), headers, body);
		if (!fault) return await answer();
		if (fault.isDone) await answer();
		if (fault.code) throw Object.assign(new Error(fault.code), { code: fault.code, syscall: fault.syscall });
		const { statusCode, errorCode = '', body: text } = fault;
		return {
			statusCode,
			headers: {},
			body: text ?? JSON.stringify({ success: false, data: null, errorCode, message: '' }),
		};
	}

	private async post(method: string, url: URL, headers: IDataObject = {}, body: unknown) {
		const sentBody = typeof body === 'string' ? body : JSON.stringify(body);
		const sent = httpRequest(url, {
			method,
			agent: this.agent,
			headers: {
				'content-type': 'application/json',
				...(headers as Record<string, string>),
				'content-length': Buffer.byteLength(sentBody),
			},
		});
		sent.end(sentBody);
		const [response] = (await once(sent, 'response')) as [IncomingMessage];
		return { statusCode: response.statusCode, headers: response.headers, body: await text(response) };
	}

	/** The node as a hook or delivery sees it: loaded from the saved data. */
	private async load({ process }: Running, { nodeName = this.nodeName, events = this.events } = {}) {
		const node = await triggerNode({
			process,
			nodeName,
			parameters: { events, parcelEvents: [] },
			staticData: JSON.parse(JSON.stringify(this.saved)) as IDataObject,
			credentials: this.credentials,
			webhookBaseUrl: this.base(),
			carrier: async (request) => await this.carry(request),
		});
		const { log } = this;
		node.log.push = (...lines) => log.push(...lines.map(({ message }) => message));
		return node;
	}

	private save(node: TriggerNode) {
		this.saved = JSON.parse(JSON.stringify(node.staticData())) as IDataObject;
	}

	/** One step. A kill ends it. n8n then restarts and resumes an unfinished publication. */
	async step(work: () => Promise<void> | void) {
		const killed = new Promise<never>((_, reject) => {
			this.kill = () => reject(new Killed());
		});
		killed.catch(() => undefined);
		try {
			await Promise.race([work(), killed]);
		} catch (error) {
			if (!(error instanceof Killed)) throw error;
			await this.restart(false);
			await this.publication?.();
		}
		this.publication = undefined;
	}

	private async watch(running: Running, mode: 'activate' | 'init' | 'leadershipChange') {
		running.node = await this.load(running);
		running.run = await running.node.start(mode);
		await this.idle(running);
	}

	/** Lets a trigger finish, and saves the static data with each execution it starts, as n8n does. */
	private async idle({ run, node }: Running) {
		if (!run || !node) return;
		await run.idle();
		for (const { items } of run.emitted.splice(0)) {
			for (const item of items) this.executed(item.eventId);
			this.save(node);
		}
	}

	private executed(eventId: unknown) {
		for (const happening of this.happened) {
			if (happening.occurrences.some(({ callbackEventId }) => callbackEventId === eventId))
				happening.executions++;
		}
	}

	/** n8n gives up a publication after some tries and has removed what it started. */
	private async activate() {
		for (let tries = 0; tries < 3; tries++) {
			const node = await this.load(this.main);
			try {
				if (!(await node.hook('checkExists', 'activate'))) await node.hook('create', 'activate');
				this.save(node);
				this.isPublished = true;
				await this.watch(this.main, 'activate');
				return;
			} catch {
				await node.hook('delete', 'activate');
				this.save(node);
			}
		}
		this.oweNothing();
	}

	private async deactivate(changed: { nodeName?: string; events?: Event[] } = {}) {
		this.isPublished = false;
		await this.main.run?.close();
		this.main.run = undefined;
		const node = await this.load(this.main, changed);
		await node.hook('delete', 'activate');
		this.save(node);
	}

	private oweNothing() {
		for (const happening of this.happened) happening.isOwed = false;
	}

	private async take(publication: () => Promise<void>) {
		await this.endFormer();
		this.publication = publication;
		await publication();
	}

	async publish() {
		if (!this.isPublished) await this.take(async () => await this.activate());
	}

	async unpublish() {
		if (!this.isPublished) return;
		this.oweNothing();
		await this.take(async () => await this.deactivate());
	}

	/** A new version of the workflow: n8n removes the old version's node and adds the new one's. */
	async change({ nodeName = this.nodeName, events = this.events }: { nodeName?: string; events?: Event[] }) {
		const before = { nodeName: this.nodeName, events: this.events };
		Object.assign(this, { nodeName, events });
		if (!this.isPublished) return;
		await this.take(async () => {
			await this.deactivate(before);
			await this.activate();
		});
	}

	async restart(isGraceful: boolean, mode: 'init' | 'leadershipChange' = 'init') {
		await this.endFormer();
		if (isGraceful) await this.main.run?.close();
		else void this.main.run?.close();
		this.main = { process: new N8nProcess() };
		if (this.isPublished) await this.comeUp(mode);
	}

	private async comeUp(mode: 'init' | 'leadershipChange') {
		const node = await this.load(this.main);
		try {
			if (!(await node.hook('checkExists', mode))) await node.hook('create', mode);
		} catch {
			await node.hook('delete', mode);
		}
		this.save(node);
		await this.watch(this.main, mode);
	}

	/** Another process becomes the leader, and this one doesn't notice immediately. */
	async changeLeader() {
		if (!this.isPublished) return;
		await this.endFormer();
		this.former = this.main;
		this.main = { process: new N8nProcess() };
		await this.comeUp('leadershipChange');
	}

	private async endFormer() {
		await this.former?.run?.close();
		this.former = undefined;
	}

	async tick() {
		for (const running of [this.former, this.main]) {
			running?.run?.pass(15);
			if (running) await this.idle(running);
		}
	}

	rotateKey() {
		this.apiKey = `key-${this.apiKey.length}-${this.apiKey}`.slice(0, 200);
		this.sandbox.setApiKey(this.apiKey);
	}

	async move() {
		this.port = this.port === 1 ? 2 : 1;
		await this.restart(true);
	}

	/** An event happens at ECGrid, which calls the registered callbacks once. */
	async happen(event: Event, isReachable: boolean) {
		const objectId = this.objectId++;
		const occurrences = this.sandbox
			.fire(event, { objectId })
			.filter(({ callbackId }) => this.own().some((callback) => callback.callbackId === callbackId));
		await this.sandbox.idle();
		const happening: Happening = { event, occurrences, executions: 0, isOwed: this.isPublished };
		this.happened.push(happening);
		if (!isReachable || !this.isPublished) return;
		for (const occurrence of occurrences) await this.deliver(happening, occurrence);
	}

	private async deliver(happening: Happening, occurrence: OccurrenceRecord) {
		const {
			url,
			username = '',
			password = '',
		} = this.callbacks.find(({ callbackId }) => callbackId === occurrence.callbackId)!;
		if (!url.startsWith(`${this.addressAt()}?`)) return;
		const node = await this.load(this.main);
		const { answer, items } = await node.deliver({
			body: JSON.parse(occurrence.payload) as unknown,
			headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` },
			query: { event: new URL(url).searchParams.get('event')! },
		});
		if (answer.status !== 200) return;
		Object.assign(occurrence, { status: 'Delivered', delivered: new Date().toISOString(), httpStatus: 200 });
		if (items) happening.executions++;
	}

	/** Waits until everything settles and checks the invariants. */
	async settle() {
		this.faults = [];
		this.killAfter = undefined;
		await this.endFormer();
		// ECGrid answers again: two rounds of the schedule.
		for (let round = 0; round < 2; round++) await this.tick();

		const own = this.own();
		const here = own.filter(({ url }) => url.startsWith(`${this.addressAt()}?`));
		const elsewhere = own.filter((callback) => !here.includes(callback));
		const unlogged = (callbacks: CallbackRecord[]) =>
			callbacks.filter(({ callbackId }) => !this.log.some((line) => line.includes(String(callbackId))));
		expect(unlogged(elsewhere)).toEqual([]);
		expect(JSON.stringify(this.callbacks.filter((callback) => !own.includes(callback)))).toBe(this.strangers);
		if (!this.isPublished) {
			expect(unlogged(here)).toEqual([]);
			return;
		}
		expect(here.map(({ event, status }) => `${event} ${status}`).sort()).toEqual(
			this.events.map((event) => `${event} Active`).sort(),
		);
		for (const event of this.events) {
			await this.happen(event, true);
			expect(this.happened.at(-1)).toMatchObject({ executions: 1 });
		}
		const lost = this.happened.filter(
			({ event, occurrences, executions, isOwed }) =>
				isOwed && occurrences.length > 0 && executions === 0 && this.events.includes(event),
		);
		expect(lost).toEqual([]);
	}

	async end() {
		await this.endFormer();
		await this.main.run?.close();
		this.agent.destroy();
	}
}

type Model = Record<string, never>;

/** A step of a sequence, named after its action. */
class Step implements fc.AsyncCommand<Model, World> {
	constructor(
		private readonly name: string,
		private readonly work: (world: World) => Promise<void> | void,
	) {}

	check = () => true;

	async run(_: Model, world: World) {
		await world.step(async () => await this.work(world));
	}

	toString = () => this.name;
}

const always = (name: string, work: (world: World) => Promise<void> | void) =>
	fc.constant(new Step(name, work));

export const steps = {
	publish: () => new Step('publish', async (world) => await world.publish()),
	unpublish: () => new Step('unpublish', async (world) => await world.unpublish()),
	rename: (nodeName: string) =>
		new Step(`rename to ${nodeName}`, async (world) => await world.change({ nodeName })),
	choose: (events: Event[]) =>
		new Step(`choose ${events.join('+')}`, async (world) => await world.change({ events })),
	restart: () => new Step('restart', async (world) => await world.restart(true)),
	kill: () => new Step('kill', async (world) => await world.restart(false)),
	killAfter: (requests: number) =>
		new Step(`kill after ${requests} requests`, (world) => world.killNext(requests)),
	tick: () => new Step('tick', async (world) => await world.tick()),
	leader: () => new Step('leader change', async (world) => await world.changeLeader()),
	key: () => new Step('key change', (world) => world.rotateKey()),
	move: () => new Step('address change', async (world) => await world.move()),
	fail: (fault: FaultName, times: number) =>
		new Step(`${times} × ${fault}`, (world) => world.failNext(fault, times)),
	remove: (index: number) =>
		new Step(`delete ${index} at ECGrid`, (world) => {
			const callback = world.own()[index];
			if (callback) world.callbacks.splice(world.callbacks.indexOf(callback), 1);
		}),
	suspend: (index: number) =>
		new Step(`suspend ${index} at ECGrid`, (world) => {
			const callback = world.own()[index];
			if (callback) callback.status = 'Suspended';
		}),
	happen: (event: Event, isReachable: boolean) =>
		new Step(
			`${event} ${isReachable ? 'happens' : 'is missed'}`,
			async (world) => await world.happen(event, isReachable),
		),
};

const event = fc.constantFrom<Event>(...EVENTS);

/** Sequences of steps, most of which start with a publication. */
export const sequences = fc.commands(
	[
		always('publish', async (world) => await world.publish()),
		always('unpublish', async (world) => await world.unpublish()),
		fc.constantFrom('Before', 'After').map(steps.rename),
		fc.uniqueArray(event, { minLength: 1, maxLength: 2 }).map(steps.choose),
		fc.constant(steps.restart()),
		fc.constant(steps.kill()),
		fc.nat({ max: 8 }).map(steps.killAfter),
		fc.constant(steps.tick()),
		fc.constant(steps.leader()),
		fc.constant(steps.key()),
		fc.constant(steps.move()),
		fc
			.tuple(fc.constantFrom(...faultNames), fc.integer({ min: 1, max: 6 }))
			.map(([fault, times]) => steps.fail(fault, times)),
		fc.nat({ max: 1 }).map(steps.remove),
		fc.nat({ max: 1 }).map(steps.suspend),
		fc.tuple(event, fc.boolean()).map(([each, isReachable]) => steps.happen(each, isReachable)),
	],
	{ maxCommands: 14, size: 'max' },
) as fc.Arbitrary<Iterable<Step>>;

/** Runs one sequence against a new world and checks it after it settles. */
export async function holds(
	sandbox: Sandbox,
	sequence: Iterable<fc.AsyncCommand<Model, World>>,
): Promise<void> {
	const world = new World(sandbox);
	try {
		await world.publish();
		expect(world.isPublished).toBe(true);
		await fc.asyncModelRun(() => ({ model: {}, real: world }), sequence);
		await world.settle();
	} finally {
		await world.end();
	}
}
