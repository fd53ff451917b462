/** Hands bytes to the browser as a file; what is a page is saved and not opened, so that it runs nowhere. */
export const saveFile = (file: {
  readonly name: string
  readonly mime: string
  readonly base64: string
}): void => {
  const bytes = Uint8Array.from(atob(file.base64), one => one.charCodeAt(0))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes], { type: file.mime }))
  link.download = file.name
  link.click()
  URL.revokeObjectURL(link.href)
}
