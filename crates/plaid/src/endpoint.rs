//! What is particular to each endpoint, all in one table: its path, whether a repeat is safe, how long its answer may
//! take, and how often Plaid lets it be called.

/// An endpoint of the Plaid API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    LinkTokenCreate,
    LinkTokenGet,
    PublicTokenExchange,
    ItemGet,
    ItemRemove,
    AccountsGet,
    AccountsBalanceGet,
    TransactionsSync,
    TransactionsRefresh,
    InstitutionGet,
    InstitutionsSearch,
    UserCreate,
    UserItemsGet,
    UserItemsRemove,
    SandboxPublicTokenCreate,
    SandboxResetLogin,
}

/// Whether a call may be made again when it is not known what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    Safe,
    Never,
}

/// How long an answer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Patience {
    Ordinary,
    Long,
}

/// The calls a minute that Plaid's Production allows. No number where Plaid names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    pub(crate) per_item: Option<u32>,
    pub(crate) per_client: Option<u32>,
}

/// What the client has to know of an endpoint.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts {
    pub(crate) path: &'static str,
    pub(crate) repeat: Repeat,
    pub(crate) patience: Patience,
    pub(crate) rate: Rate,
}

impl Endpoint {
    pub(crate) const ALL: [Self; 16] = [
        Self::LinkTokenCreate,
        Self::LinkTokenGet,
        Self::PublicTokenExchange,
        Self::ItemGet,
        Self::ItemRemove,
        Self::AccountsGet,
        Self::AccountsBalanceGet,
        Self::TransactionsSync,
        Self::TransactionsRefresh,
        Self::InstitutionGet,
        Self::InstitutionsSearch,
        Self::UserCreate,
        Self::UserItemsGet,
        Self::UserItemsRemove,
        Self::SandboxPublicTokenCreate,
        Self::SandboxResetLogin,
    ];

    pub(crate) const fn facts(self) -> Facts {
        match self {
            // A link token whose answer is lost was seen by nobody, costs nothing and expires by itself.
            Self::LinkTokenCreate => facts("/link/token/create", Repeat::Safe),
            Self::LinkTokenGet => facts("/link/token/get", Repeat::Safe),
            // A second exchange fails even where the first one worked, and its error would hide that an Item exists.
            // The answer comes once only, so it is worth a long wait.
            Self::PublicTokenExchange => facts("/item/public_token/exchange", Repeat::Never).slow(),
            Self::ItemGet => facts("/item/get", Repeat::Safe).rated(Some(15), Some(5_000)),
            // Where the first call worked, the second one finds the Item gone, which is what was wanted.
            Self::ItemRemove => facts("/item/remove", Repeat::Safe).slow().rated(Some(30), Some(2_000)),
            Self::AccountsGet => facts("/accounts/get", Repeat::Safe).rated(Some(15), Some(15_000)),
            // Plaid asks the bank before it answers. A repeat is charged again where the first call worked, and without it
            // the user would have to ask again for what was paid for already.
            Self::AccountsBalanceGet => facts("/accounts/balance/get", Repeat::Safe).slow().rated(Some(5), Some(1_200)),
            // The cursor says what was read, so the same page is answered again.
            Self::TransactionsSync => facts("/transactions/sync", Repeat::Safe).rated(Some(50), Some(2_500)),
            // Each visit that it starts at the bank is charged, and one that was started goes on although its answer is
            // lost. What the visit finds comes with the transactions, so nothing is gained by a second one.
            Self::TransactionsRefresh => facts("/transactions/refresh", Repeat::Never).slow().rated(Some(2), Some(100)),
            Self::InstitutionGet => facts("/institutions/get_by_id", Repeat::Safe).rated(None, Some(400)),
            Self::InstitutionsSearch => facts("/institutions/search", Repeat::Safe),
            // The same id of ours gives the same user, and one that nobody uses owns nothing.
            Self::UserCreate => facts("/user/create", Repeat::Safe),
            Self::UserItemsGet => facts("/user/items/get", Repeat::Safe),
            // Where the first call worked, the second one is refused: what was named is gone, and nothing else is touched.
            Self::UserItemsRemove => facts("/user/items/remove", Repeat::Safe).slow(),
            // A repeat would make a second Item that nobody asked for.
            Self::SandboxPublicTokenCreate => facts("/sandbox/public_token/create", Repeat::Never).slow(),
            Self::SandboxResetLogin => facts("/sandbox/item/reset_login", Repeat::Safe),
        }
    }
}

const fn facts(path: &'static str, repeat: Repeat) -> Facts {
    Facts { path, repeat, patience: Patience::Ordinary, rate: Rate { per_item: None, per_client: None } }
}

impl Facts {
    const fn slow(self) -> Self {
        Self { patience: Patience::Long, ..self }
    }

    const fn rated(self, per_item: Option<u32>, per_client: Option<u32>) -> Self {
        Self { rate: Rate { per_item, per_client }, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_an_item_or_is_charged_for_its_work_is_never_repeated() {
        let never: Vec<_> = Endpoint::ALL.iter().filter(|endpoint| endpoint.facts().repeat == Repeat::Never).collect();
        let expected =
            [Endpoint::PublicTokenExchange, Endpoint::TransactionsRefresh, Endpoint::SandboxPublicTokenCreate];
        assert_eq!(never, expected.iter().collect::<Vec<_>>());
    }

    #[test]
    fn every_endpoint_stands_at_its_own_place_in_the_list() {
        for (place, endpoint) in Endpoint::ALL.into_iter().enumerate() {
            assert_eq!(endpoint as usize, place, "{}", endpoint.facts().path);
        }
    }
}
