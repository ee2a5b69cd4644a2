import { endpointOf } from '../contract';
import { errorOf, execute, nodeOfPackage } from './n8n';
import { binary, operations, parametersFor } from './operations';
import { cleanSandbox, credentialsFor } from './setup';

const sandbox = cleanSandbox();

/** Pages: getting-started/error-handling-troubleshooting (networks), rest-api/users/get-api-key, rest-api/users/update-password. */
const takesNetworkAdmin = ({ endpoint }: { endpoint: string }) =>
	endpointOf(endpoint).group === 'networks' ||
	['GET /v2/users/key/{id}', 'POST /v2/users/password'].includes(endpoint);

const descriptionOf = async ({ endpoint, operation }: (typeof operations)[number], fault: object) => {
	const chosen = operations.find((each) => each.endpoint === endpoint && each.operation === operation)!;
	sandbox().fault(endpoint, fault);
	const parameters = parametersFor(await nodeOfPackage('ecGrid'), chosen, false);
	return errorOf(await execute({ credentials: credentialsFor(sandbox()), parameters, binary })).description;
};

const denied = { status: 403, errorCode: 'AccessDenied', message: 'AuthLevel too low' };

test.each(operations.filter(takesNetworkAdmin))(
	'$resource → $operation says which AuthLevel it takes if ECGrid denies access',
	async (chosen) => {
		for (const fault of [
			denied,
			{ ...denied, status: 200, success: false },
			{ status: 403, body: 'Forbidden' },
		])
			expect(await descriptionOf(chosen, fault)).toMatch(
				/^By ECGrid's pages, this takes the AuthLevel NetworkAdmin or higher\. The AuthLevel of the API key's user/,
			);
		expect(await descriptionOf(chosen, { status: 400, errorCode: 'InvalidParameter' })).not.toMatch(
			/AuthLevel/,
		);
	},
);

test.each(operations.filter((chosen) => !takesNetworkAdmin(chosen)))(
	'$resource → $operation, for which ECGrid’s pages name none, says how to see the AuthLevel',
	async (chosen) =>
		expect(await descriptionOf(chosen, denied)).toMatch(
			/^The AuthLevel of the API key's user is too low for this: User → Get Me shows it\./,
		),
);
