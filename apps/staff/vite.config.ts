import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contractAsData } from './contract-as-data.ts'

/**
 * The staff client. The starter builds into a folder of its own (`vite build --outDir …` or `KAFT_STAFF_OUT`)
 * and swaps it in, so that a running server never serves half a build. Each answer of the server replaces
 * `__NONCE__` in index.html by a fresh nonce.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [contractAsData(), react()],
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: process.env['KAFT_STAFF_OUT'] ?? 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined assets would be `data:` fonts, which the content security policy forbids.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/demo': 'http://127.0.0.1:8080',
      '/omslag': 'http://127.0.0.1:8080',
    },
  },
})
