import { EcGridApi } from '../../../credentials/EcGridApi.credentials';
import { EcGrid } from '../../../nodes/EcGrid/EcGrid.node';
import { EcGridInboxTrigger } from '../../../nodes/EcGrid/EcGridInboxTrigger.node';
import { EcGridTrigger } from '../../../nodes/EcGrid/EcGridTrigger.node';
import { ecGridApiTest } from '../../../nodes/EcGrid/methods/credentialTest';
import { authenticate } from '../../../nodes/EcGrid/transport/credential';

const credential = new EcGridApi();
const property = (name: string) => credential.properties.find((candidate) => candidate.name === name)!;

test('keeps the credential names that saved workflows refer to', () => {
	expect(credential).toMatchObject({ name: 'ecGridApi', displayName: 'ECGrid API' });
	expect(credential.properties.map(({ name }) => name)).toEqual(['apiKey', 'baseUrl']);
});

test('requires the API key and hides it like a password', () => {
	expect(property('apiKey')).toMatchObject({ required: true, typeOptions: { password: true }, default: '' });
});

test("uses ECGrid's base URL by default", () => {
	expect(property('baseUrl').default).toBe('https://rest.ecgrid.io');
});

test('checks and signs requests in one place', () => {
	expect(credential.authenticate).toBe(authenticate);
});

test('every node with the credential tests it, and has the method to do so', () => {
	for (const node of [new EcGrid(), new EcGridTrigger(), new EcGridInboxTrigger()]) {
		expect(node.description.credentials).toEqual([
			{ name: 'ecGridApi', required: true, testedBy: 'ecGridApiTest' },
		]);
		expect(node.methods.credentialTest.ecGridApiTest).toBe(ecGridApiTest);
	}
});
