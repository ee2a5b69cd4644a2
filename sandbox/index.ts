import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import { accounts } from './accounts';
import type { Grid } from './api';
import { callbacks } from './callbacks';
import { serveControl } from './control';
import { Dispatcher } from './delivery';
import { Faults } from './faults';
import { generic } from './generic';
import { interchangeHeaders } from './interchangeHeaders';
import { parcels } from './parcels';
import { ScriptedPartner } from './partner/partner';
import { Reading } from './readings';
import { reports } from './reports';
import { createServer, serveApi } from './server';
import { Store } from './store';
import type { RecordedRequest, Sandbox, SandboxOptions } from './types';

export type * from './partner/types';
export type * from './types';

const HOST = '127.0.0.1';

/** Starts a separate ECGrid on loopback. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	let apiKey = options.apiKey ?? 'sandbox-key-5f1c9a';
	const store = new Store();
	const dispatcher = new Dispatcher(store, options);
	const faults = new Faults();
	const requests: RecordedRequest[] = [];
	const stopped = new AbortController();
	setMaxListeners(0, stopped.signal);
	const addParcel: Sandbox['addParcel'] = (parcel, { fire = true } = {}) => {
		const record = store.addParcel(parcel, 'InBox');
		if (fire) dispatcher.fireParcel(record);
		return record;
	};
	const partner = new ScriptedPartner(store, addParcel);
	if (options.partner) partner.answer(options.partner);
	const grid: Grid = { store, dispatcher, reading: new Reading(options.readings), partner };

	const server = createServer();
	serveApi(server, {
		handlers: {
			...generic(grid),
			...interchangeHeaders,
			...reports(grid),
			...accounts(grid),
			...callbacks(grid),
			...parcels(grid),
		},
		faults,
		requests,
		isKey: (key) => key === apiKey,
		envelope: (data) => grid.reading.envelope(data),
		refusal: (error) => grid.reading.refusal(error),
		rateLimit: options.rateLimit,
		latencyMs: options.latencyMs,
		stopped: stopped.signal,
	});

	const sandbox: Sandbox = {
		get url() {
			return `http://${HOST}:${(server.server.address() as AddressInfo).port}`;
		},
		get apiKey() {
			return apiKey;
		},
		requests,
		callbacks: store.callbacks,
		deliveries: dispatcher.deliveries,
		parcels: store.parcels,
		interconnects: store.interconnects,
		occurrences: store.occurrences,
		partner,
		clearRequests: () => {
			requests.length = 0;
		},
		setApiKey: (key) => {
			apiKey = key;
		},
		addCallback: (callback) => store.addCallback(callback),
		addParcel,
		addMissed: (callback, events) => dispatcher.addMissed(callback, events),
		fire: (event, details) => dispatcher.fire(event, details),
		idle: (timeoutMs) => dispatcher.idle(timeoutMs),
		fault: (endpoint, ...added) => faults.add(endpoint, added),
		clearFaults: () => faults.clear(),
		reset: () => {
			for (const list of [
				store.callbacks,
				store.occurrences,
				store.parcels,
				requests,
				dispatcher.deliveries,
			]) {
				list.length = 0;
			}
			faults.clear();
			partner.clear();
		},
		stop: async () => {
			server.server.closeAllConnections();
			stopped.abort();
			partner.stop();
			dispatcher.stop();
			await server.close();
		},
	};
	serveControl(server, sandbox);
	await server.listen({ host: HOST, port: options.port ?? 0 });
	return sandbox;
}
