import { z } from 'zod'

// zod probes `new Function` when a schema is built; the page's policy forbids it and would log a violation at every start.
// So this module is imported before the first one that holds a schema.
z.config({ jitless: true })
