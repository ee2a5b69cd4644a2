import { inspect } from 'node:util';

import type { IDataObject, INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';

import { arrive, emptySandbox, inboxTrigger } from './inbox';
import {
	bodiesOf,
	byId,
	cleanSandbox,
	fromList,
	liveCallbacks,
	publish,
	trigger,
	withoutPauses,
} from './setup';
import { isEmpty, isMeant, kinds, type Given } from './values';

// Required as this file loads, so that each parameter gets its own test.
/* eslint-disable @typescript-eslint/no-require-imports */
const { EcGridTrigger } = require('../../dist/nodes/EcGrid/EcGridTrigger.node') as {
	EcGridTrigger: new () => INodeType;
};
const { EcGridInboxTrigger } = require('../../dist/nodes/EcGrid/EcGridInboxTrigger.node') as {
	EcGridInboxTrigger: new () => INodeType;
};
/* eslint-enable @typescript-eslint/no-require-imports */

interface Place {
	property: INodeProperties;
	/** The collection that contains it. */
	inside?: string;
}

/** Every parameter of a trigger, from the node's own description. */
const placesOf = ({ description }: INodeType): Array<Place & { where: string }> =>
	description.properties
		.filter(({ type }) => type !== 'notice')
		.flatMap((property): Place[] =>
			property.type === 'collection'
				? (property.options as INodeProperties[]).map((option) => ({
						property: option,
						inside: property.name,
					}))
				: [{ property }],
		)
		.map((place) => ({
			...place,
			where: [place.inside, place.property.displayName].filter(Boolean).join(' → '),
		}));

const parametersWith = ({ property: { name }, inside }: Place, entered: unknown): INodeParameters => {
	const value = { [name]: entered } as INodeParameters;
	return inside ? { [inside]: value } : value;
};

/** Values that an expression can return, including inside a resource locator. */
const enteredFor = ({ property }: Place): Array<Given & { written: unknown }> =>
	kinds.flatMap((given) => [
		{ ...given, written: given.entered },
		...(property.type === 'resourceLocator'
			? [byId(given.entered), fromList(given.entered)].map((written) => ({
					...given,
					kind: `${given.kind} in a locator`,
					written,
				}))
			: []),
	]);

/**
 * Returns the problem with how a parameter's values were handled: impossible values must be refused by name,
 * with nothing sent.
 */
async function faultsOf(
	place: Place,
	attempt: (parameters: INodeParameters) => Promise<unknown>,
	requests: () => readonly unknown[],
	isTakenRight: (given: Given) => boolean,
): Promise<string[]> {
	const faults: string[] = [];
	for (const given of enteredFor(place)) {
		const refusal = await attempt(parametersWith(place, given.written)).then(
			() => undefined,
			(error: Error) => error.message,
		);
		const isNamed = refusal?.startsWith(`“${place.property.displayName}” `) && requests().length === 0;
		const isRight = isMeant(place.property, given.value)
			? refusal === undefined && isTakenRight(given)
			: isNamed;
		if (!isRight)
			faults.push(`${given.kind}: ${refusal ?? 'taken'}, ${JSON.stringify(requests().length)} requests`);
	}
	return faults;
}

const wordsOf = (value: unknown) =>
	(Array.isArray(value)
		? value
		: String(value)
				.replace(/[[\]"]/g, '')
				.split(',')
	).map((word) => String(word).trim().toLowerCase());

describe('ECGrid Trigger', () => {
	const sandbox = cleanSandbox();
	const CREATE = 'POST /v2/callbacks/create';
	const sent = () => (bodiesOf(sandbox(), CREATE) as IDataObject[])[0] ?? {};

	/** Whether the value is sent for a parameter. A parameter that isn't listed is not part of a request. */
	const isSent: Record<string, (value: unknown) => boolean> = {
		events: (value) =>
			expectSame(
				liveCallbacks(sandbox()).map(({ event }) => event.toLowerCase()),
				wordsOf(value),
			),
		authentication: (value) => isEmpty(value) || String(sent().httpAuthType).toLowerCase() === String(value),
		mailboxId: (value) => sent().mailboxId === (isEmpty(value) ? undefined : Number(value)),
		networkId: (value) => sent().networkId === (isEmpty(value) ? undefined : Number(value)),
	};
	const expectSame = (left: string[], right: string[]) =>
		JSON.stringify([...left].sort()) === JSON.stringify([...right].sort());

	test.each(placesOf(new EcGridTrigger()))(
		'$where: registers any value by its meaning, or refuses it and names the field',
		async (place) => {
			const begin = async (parameters: INodeParameters) => {
				sandbox().clearRequests();
				(sandbox().callbacks as unknown[]).length = 0;
				const node = await trigger(sandbox(), parameters);
				// ECGrid may not know such a mailbox, and can't call this n8n.
				await publish(node).catch((error: Error) => {
					if (sandbox().requests.length === 0) throw error;
				});
			};
			const faults = await faultsOf(
				place,
				begin,
				() => sandbox().requests,
				({ value }) => isSent[place.property.name]?.(value) ?? true,
			);
			expect(faults).toEqual([]);
		},
	);

	test.each(placesOf(new EcGridTrigger()))('$where: publishing fails by the schedule, too', async (place) => {
		const node = await trigger(sandbox(), parametersWith(place, '={{ ({ id: 7 }) }}'));
		await expect(node.start('activate')).rejects.toThrow(`“${place.property.displayName}” `);
	});

	test('an unreadable setting takes down no trigger when n8n starts, and the log names it', async () => {
		const node = await trigger(sandbox(), { options: { catchUpMinutes: 'often' } });
		const running = await node.start('init');
		expect(running.scheduled()).toBe(1);
		await running.close();
		const log = node.log.map(({ message }) => message).join('\n');
		expect(log).toMatch(/“Catch Up Every \(Minutes\)” must be a whole number from 0 to 1440, not “often”/);
	});

	test.each(placesOf(new EcGridTrigger()))(
		'$where: the API key, entered by mistake, stands in no error and in no line of the log',
		async (place) => {
			const { apiKey } = sandbox();
			const parameters = parametersWith(place, apiKey);
			const node = await trigger(sandbox(), parameters);
			const failures = [
				await publish(node).catch((error: Error) => error),
				await node.start('activate').catch((error: Error) => error),
			].filter((outcome) => outcome instanceof Error);
			for (const hook of ['checkExists', 'create'] as const) await node.hook(hook, 'init');
			await (await node.start('init')).close();
			await node.deliver({ body: { callBackEvent: 'InBox', parcelId: 1 } });
			const told = inspect([failures, node.log], { depth: Infinity, showHidden: true });
			expect(told).toContain(`“${place.property.displayName}” must be `);
			expect(told).not.toContain(apiKey);
		},
	);

	test('while a setting cannot be read, ECGrid is told to come again, and the log names it', async () => {
		const parameters = { authentication: 'none', parcelEvents: '={{ "Arrived" }}' };
		const node = await trigger(sandbox(), parameters);
		const { answer } = await node.deliver({ body: { callBackEvent: 'InBox', parcelId: 1 } });
		expect(answer).toMatchObject({
			status: 503,
			headers: { 'Retry-After': '60' },
			body: { received: false },
		});
		expect(node.log.map(({ message }) => message).join()).toContain('“Parcel Events” must be one of');
	});

	describe('a switch whose expression returns text', () => {
		withoutPauses();
		const delivered = async (options: INodeParameters) => {
			const isTest = 'ignoreTestEvents' in options;
			const body = { callbackEventId: 5, callBackEvent: 'InBox', parcelId: 9, isTest };
			const node = await trigger(sandbox(), { authentication: 'none', options });
			const first = await node.deliver({ body });
			const second = await node.deliver({ body });
			return [first, second].map(({ items = [] }) => items.length);
		};
		test.each([
			[{ ignoreDuplicates: 'false' }, [1, 1]],
			[{ ignoreDuplicates: 'true' }, [1, 0]],
			[{ ignoreTestEvents: 'false' }, [1, 1]],
			[{ ignoreTestEvents: 'true' }, [0, 0]],
		])('%j means what it says', async (options, starts) => {
			expect(await delivered(options)).toEqual(starts);
		});

		test.each([
			['false', 0],
			['true', 1],
		])('testOnActivation “%s” means what it says', async (testOnActivation, calls) => {
			await publish(await trigger(sandbox(), { options: { testOnActivation } })).catch(() => {});
			expect(bodiesOf(sandbox(), 'POST /v2/callbacks/test')).toHaveLength(calls);
		});
	});

	test.each([
		['a list in text', 'parcel; Interchange', ['Parcel', 'Interchange']],
		['a list in text, over lines', 'Parcel\nUser\n', ['Parcel', 'User']],
		['one word', 'Network', ['Network']],
	])('events as %s are read', async (_, events, expected) => {
		await publish(await trigger(sandbox(), { events }));
		expect(liveCallbacks(sandbox()).map(({ event }) => event)).toEqual(expected);
	});

	test('refuses an unknown event, names the field and lists the events', async () => {
		const node = await trigger(sandbox(), { events: 'Parcels' });
		await expect(publish(node)).rejects.toThrow(
			/^“Events to Listen For” must be one of Parcel, .*AS2.*, not “Parcels”\.$/,
		);
		expect(sandbox().requests).toEqual([]);
	});
});

describe('ECGrid Inbox Trigger', () => {
	const sandbox = emptySandbox();
	const LIST = 'POST /v2/parcels/pending-inbox-list';
	const sent = () => (bodiesOf(sandbox(), LIST) as IDataObject[])[0] ?? {};
	const isSent: Record<string, (value: unknown) => boolean> = {
		mailboxId: (value) => sent().mailboxId === (isEmpty(value) ? undefined : Number(value)),
	};

	test.each(placesOf(new EcGridInboxTrigger()))(
		'$where: accepts any value by its meaning, or refuses it and names the field',
		async (place) => {
			const begin = async (parameters: INodeParameters) => {
				sandbox().clearRequests();
				const node = await inboxTrigger(sandbox(), parameters);
				// ECGrid may not know the mailbox.
				await node.activate().catch((error: Error) => {
					if (sandbox().requests.length === 0) throw error;
				});
			};
			const faults = await faultsOf(
				place,
				begin,
				() => sandbox().requests,
				({ value }) => isSent[place.property.name]?.(value) ?? true,
			);
			expect(faults).toEqual([]);
		},
	);

	test.each([
		['download', 'false', false],
		['download', 'true', true],
	])('%s as the text “%s” means what it says', async (download, word, isAttached) => {
		arrive(sandbox(), 1);
		const [item] = await (await inboxTrigger(sandbox(), { options: { [download]: word } })).activate();
		expect(item?.binary !== undefined).toBe(isAttached);
	});

	test('“now” in any case means what it says', async () => {
		arrive(sandbox(), 2);
		expect(await (await inboxTrigger(sandbox(), { startWith: 'Now' })).activate()).toEqual([]);
	});
});
