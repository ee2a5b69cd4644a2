import { EcGridApi } from '../../../credentials/EcGridApi.credentials';
import { EcGrid } from '../../../nodes/EcGrid/EcGrid.node';
import { EcGridInboxTrigger } from '../../../nodes/EcGrid/EcGridInboxTrigger.node';
import { EcGridTrigger } from '../../../nodes/EcGrid/EcGridTrigger.node';
import { ecGridApiTest } from '../../../nodes/EcGrid/methods/credentialTest';
import { authenticate } from '../../../nodes/EcGrid/transport/credential';

const credential = new EcGridApi();
const property = (name: string) => credential.properties.find((candidate) => candidate.name === name)!;

test('the credential has the names that saved workflows refer to', () => {
	expect(credential).toMatchObject({ name: 'ecGridApi', displayName: 'ECGrid API' });
	expect(credential.properties.map(({ name }) => name)).toEqual(['apiKey', 'baseUrl']);
});

test('the API key is required, and hidden like a password', () => {
	expect(property('apiKey')).toMatchObject({ required: true, typeOptions: { password: true }, default: '' });
});

test('the base URL is that of ECGrid unless changed', () => {
	expect(property('baseUrl').default).toBe('https://rest.ecgrid.io');
});

test('requests are checked and signed in the one place', () => {
	expect(credential.authenticate).toBe(authenticate);
});

test('every node that has the credential tests it, and knows how', () => {
	for (const node of [new EcGrid(), new EcGridTrigger(), new EcGridInboxTrigger()]) {
		expect(node.description.credentials).toEqual([
			{ name: 'ecGridApi', required: true, testedBy: 'ecGridApiTest' },
		]);
		expect(node.methods.credentialTest.ecGridApiTest).toBe(ecGridApiTest);
	}
});
