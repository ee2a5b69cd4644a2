test('N8N_VERSION selects the n8n version to run', () => {
	const { N8N_VERSION: chosen } = process.env;
	process.env.N8N_VERSION = '2.35.7';
	jest.isolateModules(() => {
		expect(jest.requireActual('../../../local-n8n/version')).toMatchObject({ n8nVersion: '2.35.7' });
	});
	if (chosen === undefined) delete process.env.N8N_VERSION;
	else process.env.N8N_VERSION = chosen;
});
