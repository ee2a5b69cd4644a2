import { endpointOf, type ApiField } from '../contract';
import { eachOnce } from '../quick';
import { errorOf, execute, nodeOfPackage } from './n8n';
import { apiNameOf, binary, operations, parametersFor } from './operations';
import { cleanSandbox, credentialsFor } from './setup';

const sandbox = cleanSandbox();

const BIGGEST = { int: 2_147_483_647, long: Number.MAX_SAFE_INTEGER };

const idFields = operations.flatMap((chosen) =>
	chosen.fields
		.filter(({ type, property }) => type in BIGGEST && property.type !== 'number')
		.map((field) => ({
			where: `${chosen.resource} → ${chosen.operation}`,
			name: field.property.name,
			displayName: field.property.displayName,
			apiName: apiNameOf(field),
			biggest: BIGGEST[field.type as keyof typeof BIGGEST],
			isSent: field.in !== 'local',
			chosen,
		})),
);

/** Runs the operation with valid values except for this one ID. */
const runWith = async ({ chosen, name }: (typeof idFields)[number], entered: string) =>
	await execute({
		credentials: credentialsFor(sandbox()),
		binary,
		parameters: parametersFor(await nodeOfPackage('ecGrid'), chosen, true, { [name]: entered }),
	});

/** n8n looks at what is typed into a resource locator, but not at what an expression gives. */
const asExpression = (entered: string) =>
	entered.startsWith('=') ? entered : `={{ ${JSON.stringify(entered)} }}`;

test('every ID that ECGrid takes of an operation is tried here', () => {
	const isId = ({ name, type }: ApiField) => type in BIGGEST && /id(from|to)?$/i.test(name);
	for (const chosen of operations) {
		const where = `${chosen.resource} → ${chosen.operation}`;
		const tried = idFields.filter((field) => field.where === where).map(({ apiName }) => apiName);
		const ids = endpointOf(chosen.endpoint)
			.request.filter(isId)
			.map(({ name }) => name);
		expect({ where, tried }).toEqual({ where, tried: expect.arrayContaining(ids) });
	}
	expect(idFields.length).toBeGreaterThan(20);
});

/** What decides how an ID is checked and sent. */
const kindOf = ({ name, biggest, chosen }: (typeof idFields)[number]) => {
	const { property, in: place } = chosen.fields.find((each) => each.property.name === name)!;
	return [biggest, place, property.type, property.required];
};

describe.each(eachOnce(idFields, kindOf))('$where: $displayName', (field) => {
	const { displayName, biggest, isSent } = field;

	test.each<[string, string, RegExp]>([
		['letters', 'abc', /an ID of digits only.*not “abc”/],
		['letters among digits', '12a', /an ID of digits only/],
		['a negative number', '-5', /an ID of digits only/],
		['a negative number that an expression gives', '={{ -5 }}', /an ID of digits only/],
		['a fraction', '1.5', /an ID of digits only/],
		['a power', '1e3', /an ID of digits only/],
		['a hexadecimal number', '0x10', /an ID of digits only/],
		['digits of another script', '١٢٣', /an ID of digits only/],
		['two IDs', '1 2', /an ID of digits only/],
		['a path', '../users/me', /an ID of digits only/],
		['true', '={{ true }}', /an ID of digits only/],
		['0', '0', /must not be 0/],
		['0 from an expression', '={{ 0 }}', /must not be 0/],
		['00', '00', /must not be 0/],
		['one above 2^53 − 1', '9007199254740992', /too big/],
		['one that JavaScript would round', '9007199254740993', /too big/],
		['one above 2^64', '18446744073709551617', /too big/],
		['one above the biggest', `={{ ${biggest} + 1 }}`, /too big.*The biggest is/],
	])('%s is refused by name, and nothing is sent', async (_, entered, message) => {
		const error = errorOf(await runWith(field, asExpression(entered)));
		expect(error.message).toMatch(message);
		expect(error.message.startsWith(`“${displayName}” `)).toBe(true);
		expect(error).toMatchObject({
			context: { itemIndex: 0 },
			description: 'Nothing was sent to ECGrid.',
		});
		expect(sandbox().requests).toEqual([]);
	});

	test.each(['abc', '-5', '0', '1 2'])('%s, typed in, is refused, and nothing is sent', async (entered) => {
		const refused = await runWith(field, entered).then(errorOf, (error: Error) => error);
		expect(refused.message).toMatch(/ID of digits only|Enter digits only|must not be 0/);
		expect(sandbox().requests).toEqual([]);
	});

	if (!isSent) return;

	test.each([String(biggest), ` ${biggest} `, `={{ ${biggest} }}`, `={{ "${biggest}" }}`])(
		'sends the biggest ID, written %j, with every digit',
		async (entered) => {
			await runWith(field, entered);
			const { path, query, body } = sandbox().requests[0]!;
			expect(JSON.stringify({ path, query, body })).toMatch(new RegExp(`[:/"]${biggest}\\b`));
		},
	);
});

const isRequired = ({ chosen, name }: (typeof idFields)[number]) =>
	chosen.fields.some(({ property }) => property.name === name && property.required);

test.each(idFields.filter(isRequired))(
	'$where: refuses an empty $displayName and names it',
	async (field) => {
		expect(errorOf(await runWith(field, '={{ $json.nope }}')).message).toBe(
			`“${field.displayName}” is empty. Fill it in.`,
		);
		expect(sandbox().requests).toEqual([]);
	},
);

test.each(idFields.filter((field) => !isRequired(field)))(
	'$where: omits an empty $displayName',
	async (field) => {
		await runWith(field, '={{ $json.nope }}');
		expect(sandbox().requests[0]!.body ?? {}).not.toHaveProperty(field.name);
	},
);
