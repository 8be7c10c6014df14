# Reads an exported file of QIF with a library that knows nothing of this application, and says as JSON what is in it:
# the accounts, each with the lines below it.
use strict;
use warnings;
use Finance::QIF;
use JSON::PP;

my $qif = Finance::QIF->new(file => $ARGV[0]);
my @accounts;
while (my $record = $qif->next) {
    if ($record->{header} eq 'Account') {
        push @accounts, { code => $record->{name}, kind => undef, lines => [] };
        next;
    }
    die "a line below no account\n" unless @accounts;
    my ($kind) = $record->{header} =~ /^Type:(.+)$/ or die "unknown: $record->{header}\n";
    $accounts[-1]{kind} = $kind;
    push @{ $accounts[-1]{lines} },
        { id => $record->{memo}, date => $record->{date}, amount => $record->{transaction}, text => $record->{payee} };
}
print JSON::PP->new->canonical->utf8->encode(\@accounts);
