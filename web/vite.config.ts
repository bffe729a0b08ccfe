import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { words } from './words-plugin.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react(), words(here('./src/words'))],
  build: {
    target: ['es2022', 'safari16'],
    assetsInlineLimit: 0, // data: addresses are refused by the content security policy
    modulePreload: { polyfill: false },
    manifest: true,
    // The first view lists every part that may load later: short names keep it light. The manifest says which is which.
    rollupOptions: { output: { chunkFileNames: 'assets/[hash].js', assetFileNames: 'assets/[hash][extname]' } },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env.BUDDY_BACKEND ?? 'http://127.0.0.1:8080' } },
  },
});
