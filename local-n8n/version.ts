/** The n8n that the demo and the end-to-end tests run; `N8N_VERSION` chooses another. */
export const n8nVersion = process.env.N8N_VERSION || '2.41.1';

/** The Node.js that is fetched for it when this machine's own is not one that n8n accepts. */
export const nodeVersion = '24.21.0';
