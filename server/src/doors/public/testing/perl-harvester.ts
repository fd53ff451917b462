import { missing, told } from './tools.ts'

/**
 * A harvester of others: HTTP::OAI of Perl (Debian: `libhttp-oai-perl`). It walks a list to its end by itself, by the tokens
 * that it is given, and says each record in one line of JSON.
 */
const PROGRAM = `
use strict; use warnings; use HTTP::OAI; use JSON::PP;
my ($base, $verb, %args) = @ARGV;
my $json = JSON::PP->new->canonical->utf8(0);
binmode STDOUT, ':encoding(UTF-8)';
my $harvester = HTTP::OAI::Harvester->new(baseURL => $base);
sub said {
  my $one = shift;
  return print $json->encode({ name => $one->setSpec }), "\\n" if $verb eq 'ListSets';
  return print $json->encode({ name => $one->metadataPrefix }), "\\n" if $verb eq 'ListMetadataFormats';
  my $header = $verb eq 'ListIdentifiers' ? $one : $one->header;
  my $record = $verb eq 'ListIdentifiers' ? undef : $one->metadata;
  print $json->encode({
    id => $header->identifier, at => $header->datestamp, deleted => $header->is_deleted ? 1 : 0, sets => [$header->setSpec],
    record => defined $record && defined $record->dom ? $record->dom->toString : undef }), "\\n";
}
# Of a list in parts its own iterator keeps the last part only: each record is taken as it comes.
my $parts = $verb eq 'ListRecords' || $verb eq 'ListIdentifiers';
my $answer = $harvester->$verb(%args, $parts ? (onRecord => \\&said) : ());
unless ($parts) { while (my $one = $answer->next) { said($one) } }
die $answer->code . ' ' . $answer->message . "\\n" if $answer->is_error;
`
export interface Harvested {
  readonly id: string
  readonly at: string
  readonly deleted: number
  readonly sets: readonly string[]
  readonly record: string | null
  /** Of sets and formats. */
  readonly name?: string
}

/** Why it cannot run here, or false where it can. */
export async function noPerlHarvester(): Promise<string | false> {
  const noPerl = await missing('perl', ['-v'])
  if (noPerl !== false) return noPerl
  const { code } = await told('perl', ['-MHTTP::OAI', '-MJSON::PP', '-e', '1'])
  return code === 0 ? false : 'HTTP::OAI (libhttp-oai-perl) is not on this machine'
}

/** Harvests with it. Throws what it says where it fails. */
export async function harvestByPerl(
  base: string,
  verb: 'ListRecords' | 'ListIdentifiers' | 'GetRecord' | 'ListSets' | 'ListMetadataFormats',
  args: Readonly<Record<string, string>> = {},
): Promise<Harvested[]> {
  const words = ['-', base, verb, ...Object.entries(args).flat()]
  const said = await told('perl', words, PROGRAM)
  if (said.code !== 0) throw new Error(said.text)
  return said.text
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as Harvested)
}
