// For every Vitest file: IndexedDB, which happy-dom lacks.
import 'fake-indexeddb/auto'
