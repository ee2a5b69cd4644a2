import type { INodeParameters, INodeProperties, INodeType, IRun } from 'n8n-workflow';

import { eachOnce } from '../quick';
import { execute, nodeOfPackage, outputOf } from './n8n';
import {
	apiNameOf,
	binary,
	operations,
	parametersFor,
	runOperation,
	sampleCertificate,
	waysOf,
	type OperationOfNode,
} from './operations';
import { byId, cleanSandbox, credentialsFor, fromList } from './setup';
import { isEmpty, isMeant, kinds, saysTheSame, type Given } from './values';

const sandbox = cleanSandbox();
const TYPED_IN = 'typed in';

/** Returns what a field outside the request was taken for; nothing if that can't be seen. */
const taken: Record<string, (run: IRun) => unknown> = {
	binaryPropertyName: (run) => Object.keys(outputOf(run)[0]?.binary ?? {})[0],
	input: () => (contentSent() === TYPED_IN || contentSent().startsWith('-----BEGIN') ? 'text' : 'file'),
	content: () => contentSent(),
	certificate: () => contentSent(),
	encoding: () => undefined,
	ecGridId: () => undefined,
	userId: () => undefined,
};

/** Fields outside the request whose value can't be seen in the outcome: a valid one has no effect on it. */
const unseen = ['encoding', 'ecGridId', 'userId'];

const firstRequest = () => sandbox().requests[0]!;
const contentSent = () => {
	const { content, cert } = firstRequest().body as { content?: string; cert?: string };
	return Buffer.from(String(content ?? cert), 'base64').toString();
};

/** The fields of a body that no field of the node is for; nothing if there are none. */
function unlistedIn({ fields }: OperationOfNode, body: Record<string, unknown>) {
	const unlisted = Object.entries(body).filter(
		([name]) => !fields.some((field) => apiNameOf(field) === name),
	);
	return unlisted.length > 0 ? Object.fromEntries(unlisted) : undefined;
}

/** Returns what was sent for a field. */
function sentFor(chosen: OperationOfNode, property: INodeProperties, run: IRun): unknown {
	const field = chosen.fields.find((each) => each.property.name === property.name)!;
	if (field.in === 'local') return taken[property.name]!(run);
	const { path, query, body } = firstRequest();
	if (field.type === 'unlisted') return unlistedIn(chosen, body as Record<string, unknown>);
	if (field.in === 'path') return decodeURIComponent(path.split('/').at(-1)!);
	const fields = (field.in === 'query' ? query : body) as Record<string, unknown>;
	return fields[apiNameOf(field)];
}

interface Place {
	chosen: OperationOfNode;
	way: Record<string, unknown>;
	property: INodeProperties;
	/** The collection that contains it. */
	inside?: string;
}

const node = () => nodeOfPackage('ecGrid');

/** All fields filled in with valid values, except for one parameter. */
async function parametersWith({ chosen, way, property, inside }: Place, entered: unknown) {
	const { parcelId } = sandbox().addParcel({ fileName: 'a.edi', content: 'x' }, { fire: false });
	const rest = { ...way, content: TYPED_IN, ...(chosen.operation === 'download' && { parcelId }) };
	const parameters = parametersFor(await node(), chosen, true, rest) as Record<string, unknown>;
	// n8n requires the fields that an expression may show.
	if (property.name === 'input') {
		const certificate = sampleCertificate(chosen.operation);
		Object.assign(parameters, { content: TYPED_IN, fileName: 'a.edi', certificate });
	}
	if (inside) parameters[inside] = { ...(parameters[inside] as object), [property.name]: entered };
	else parameters[property.name] = entered;
	return parameters as INodeParameters;
}

/** n8n itself refuses what is typed into a resource locator and is no ID: it marks the field, and runs nothing. */
const refusedByN8n = ({ name, message }: Error, kind: string): string[] =>
	name === 'WorkflowHasIssuesError' && sandbox().requests.length === 0 ? [] : [`${kind}: ${message}`];

/** What is wrong with how a value was taken; nothing if it was sent as what it says, or refused by name before anything was sent. */
async function faultOf(place: Place, { kind, value }: Given, entered: unknown): Promise<string[]> {
	const { chosen, property } = place;
	sandbox().clearRequests();
	const parameters = await parametersWith(place, entered);
	const run = await execute({ credentials: credentialsFor(sandbox()), binary, parameters }).catch(
		(error: Error) => error,
	);
	if (run instanceof Error) return refusedByN8n(run, kind);
	const error = run.data.resultData.error;
	if (sandbox().requests.length === 0) {
		const isNamed = error?.message.startsWith(`“${property.displayName}” `);
		return isNamed && error?.description === 'Nothing was sent to ECGrid.'
			? []
			: [`${kind}: ${error?.message}`];
	}
	const field = chosen.fields.find((each) => each.property.name === property.name);
	const isRequired = field?.property.required;
	const sent = field ? sentFor(chosen, property, run) : undefined;
	// A sent file has its own name.
	if (isEmpty(value) && property.name === 'fileName' && sent === binary.data!.fileName) return [];
	// An empty object contains no field to send.
	if (field?.type === 'unlisted' && kind === 'an empty object' && sent === undefined) return [];
	const isRight =
		field && !(field.in === 'local' && unseen.includes(property.name) && !isEmpty(value))
			? saysTheSame(sent, value) && !(isRequired && isEmpty(value))
			: isMeant(property, value);
	return isRight ? [] : [`${kind}: sent as ${JSON.stringify(sent)}`];
}

const isShown = ({ displayOptions }: INodeProperties, values: Record<string, unknown>) =>
	Object.entries(displayOptions?.show ?? {}).every(([name, wanted]) =>
		(wanted as unknown[]).includes(values[name.replace('/', '')]),
	);

/** Every parameter of an operation, from the node's own description. */
function placesOf(type: INodeType, chosen: OperationOfNode): Place[] {
	return waysOf(chosen).flatMap((way) => {
		const values = parametersFor(type, chosen, true, way) as Record<string, unknown>;
		const shown = type.description.properties.filter(
			(property) =>
				!['resource', 'operation'].includes(property.name) &&
				property.displayOptions?.show?.resource &&
				isShown(property, values),
		);
		return shown.flatMap((property) => [
			// n8n itself drops anything but an object of the collection's fields: the node never sees it.
			...(property.type === 'collection'
				? (property.options as INodeProperties[])
						.filter((option) => isShown(option, values))
						.map((option) => ({ chosen, way, property: option, inside: property.name }))
				: [{ chosen, way, property }]),
		]);
	});
}

// Required as this file loads, so that each parameter gets its own test.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { EcGrid } = require('../../dist/nodes/EcGrid/EcGrid.node') as { EcGrid: new () => INodeType };

const places = operations.flatMap((chosen) =>
	placesOf(new EcGrid(), chosen).map((place) => ({
		...place,
		where: `${chosen.resource} → ${chosen.operation}: ${[place.inside, place.property.displayName].filter(Boolean).join(' → ')} ${Object.values(place.way).join()}`,
	})),
);

test('fields outside a request are checked elsewhere', () => {
	const own = operations.flatMap(({ fields }) => fields.filter((field) => field.in === 'local'));
	expect([...new Set(own.map(({ property }) => property.name))].sort()).toEqual(Object.keys(taken).sort());
});

test('tries every field that an operation declares', () => {
	for (const { resource, operation, fields } of operations) {
		const tried = places.filter(
			({ chosen }) => chosen.resource === resource && chosen.operation === operation,
		);
		const names = tried.map(({ property }) => property.name);
		for (const { property } of fields) expect(names).toContain(property.name);
	}
});

/** What decides how a field takes a value: all but its texts, and the operation. */
const kindOf = ({ property, inside, chosen }: Place) => {
	const { name, displayName, type, required, options, typeOptions, modes } = property;
	const field = chosen.fields.find((each) => each.property.name === property.name);
	return [name, displayName, type, required, options, typeOptions, modes, inside, field?.in, field?.type];
};

test.each(eachOnce(places, kindOf))(
	'$where: sends any value by its meaning, or refuses it and names the field',
	async (place) => {
		const faults: string[] = [];
		for (const given of kinds) {
			faults.push(...(await faultOf(place, given, given.entered)));
			if (place.property.type !== 'resourceLocator') continue;
			for (const locator of [byId(given.entered), fromList(given.entered)]) {
				faults.push(...(await faultOf(place, { ...given, kind: `${given.kind} in a locator` }, locator)));
			}
		}
		expect(faults).toEqual([]);
	},
	60_000,
);

test.each<[string, unknown, object]>([
	['an expression', '={{ ({ mailboxId: 30002 }) }}', {}],
	["fields, one of which isn't its own", { nonsense: 1, mailboxId: byId('30002') }, { mailboxId: 30002 }],
])("a collection that is %s: n8n drops what isn't one of its fields", async (_, filters, body) => {
	const run = await runOperation(sandbox(), 'parcel getPending', { returnAll: true, filters });
	expect(run.data.resultData.error).toBeUndefined();
	expect(sandbox().requests.map((request) => request.body)).toEqual([body]);
});
