import address from '../../servers/trastienda/src/sample/catalogue.csv?url'

/** The products that a shop without a server opens with. */
export async function sampleCatalogue(): Promise<Blob> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`the sample catalogue did not load: ${answer.status}`)
  return answer.blob()
}
