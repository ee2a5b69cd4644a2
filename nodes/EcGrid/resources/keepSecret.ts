/** The end of the description of an operation whose output contains a secret. */
export const KEEP_SECRET =
	'The output contains a secret, which n8n stores with the execution: in the settings of the workflow, choose “Do not save” for successful production executions and for manual ones.';
