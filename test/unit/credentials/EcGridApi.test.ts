import { EcGridApi } from '../../../credentials/EcGridApi.credentials';
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

test('the Test button asks who the key belongs to', () => {
	expect(credential.test.request).toEqual({ url: '/v2/users/me' });
});

test.each([301, 302, 303, 307, 308, 401, 403, 404])('the Test button explains status %d', (status) => {
	const rule = credential.test.rules!.find(
		({ type, properties }) => type === 'responseCode' && properties.value === status,
	);
	expect(rule?.properties.message).toMatch(/\.$/);
});

test('the Test button takes 200 with success false, or with no verdict at all, for a failure', () => {
	const values = credential.test
		.rules!.filter(({ type }) => type === 'responseSuccessBody')
		.map(({ properties }) => properties)
		.map((properties) => ({ ...properties }) as { key: string; value: unknown });
	expect(values.every(({ key }) => key === 'success')).toBe(true);
	expect(values.map(({ value }) => value)).toEqual([false, undefined]);
});
