import { errorOf, outputOf, outputsOf, searchList } from './n8n';
import { runOperation } from './operations';
import { bodiesOf, byId, cleanSandbox, credentialsFor } from './setup';

const sandbox = cleanSandbox();

const run = async (operation: string, parameters: Record<string, unknown>) =>
	await runOperation(sandbox(), `partner ${operation}`, parameters);

const create = async (ecGridIdFrom: number, ecGridIdTo: number) => {
	const [item] = outputOf(
		await run('create', { ecGridIdFrom: byId(ecGridIdFrom), ecGridIdTo: byId(ecGridIdTo) }),
	);
	return item!.json as { interconnectId: number };
};

test('Count returns the number of partners with the ECGrid ID, even if there are none', async () => {
	await create(700001, 700002);
	for (const [ecGridId, count] of [
		[700001, 1],
		[700002, 1],
		[700003, 0],
	]) {
		expect(outputOf(await run('count', { ecGridId: byId(ecGridId) }))).toMatchObject([
			{ json: { ecGridId, count } },
		]);
	}
});

test.each(['null', '""'])('Count that ECGrid answers with %s is an error, not 0', async (data) => {
	sandbox().fault('POST /v2/partners/count', { body: `{"success":true,"data":${data}}` });
	expect(errorOf(await run('count', { ecGridId: byId(700001) })).message).toMatch(/sent nothing/);
});

test('a partner is found, noted and deleted by its ID alone, without the ECGrid ID of its list', async () => {
	const { interconnectId } = await create(700004, 700005);
	const chosen = { interconnectId: byId(interconnectId) };
	expect(outputOf(await run('get', chosen))).toMatchObject([{ json: { ecGridIdFrom: 700004 } }]);
	expect(outputOf(await run('addNote', { ...chosen, note: 'Approved' }))).toMatchObject([
		{ json: { success: true, interconnectId } },
	]);
	expect(outputOf(await run('getNotes', chosen))).toMatchObject([
		{ json: { text: expect.any(String), userId: expect.any(Number) } },
	]);
	expect(outputOf(await run('delete', chosen))).toMatchObject([
		{ json: { success: true, deleted: true, interconnectId } },
	]);
	expect(errorOf(await run('get', chosen)).message).toMatch(/was not found$/);
});

test('the ECGrid ID of the list isn’t sent with the partner', async () => {
	const { interconnectId } = await create(700006, 700007);
	await run('getNotes', { ecGridId: byId(700006), interconnectId: byId(interconnectId) });
	expect(bodiesOf(sandbox(), 'POST /v2/partners/notelist')).toEqual([{ interconnectId }]);
});

test('the list of partners is that of the chosen ECGrid ID, and asks for one first', async () => {
	const { interconnectId } = await create(700008, 700009);
	const search = async (ecGridId: unknown) =>
		await searchList('searchPartners', credentialsFor(sandbox()), undefined, undefined, 'ecGrid', {
			resource: 'partner',
			operation: 'get',
			ecGridId: byId(ecGridId),
		});
	expect((await search(700009)).results).toEqual([
		{ name: `700008 and 700009, Active (${interconnectId})`, value: interconnectId },
	]);
	await expect(search('')).rejects.toThrow('Choose “ECGrid ID” first');
});

test('Get Many lists each partner as an item', async () => {
	await create(700010, 700011);
	await create(700012, 700010);
	const parameters = { ecGridId: byId(700010), returnAll: true, filters: { status: 'Active' } };
	expect(outputsOf(await run('getAll', parameters))[0]).toHaveLength(2);
	const [firstPage] = bodiesOf(sandbox(), 'POST /v2/partners/list');
	expect(firstPage).toEqual({ ecGridId: 700010, status: 'Active', pageNo: 1, recordsPerPage: 500 });
});
