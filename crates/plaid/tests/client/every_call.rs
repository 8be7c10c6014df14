//! Every call that the client can make, each once, so that a test can go through all of them.

use plaid::{AccessToken, Client, Error, LinkToken, NewLink, PAGE, PublicToken, Purpose};

pub const ACCESS_TOKEN: &str = "access-sandbox-marker-a11ce";
pub const PUBLIC_TOKEN: &str = "public-sandbox-marker-b0b";
pub const LINK_TOKEN: &str = "link-sandbox-marker-ca401";

pub const USER_ID: &str = "usr_77";
pub const NEW_ITEM: Purpose<'static> = Purpose::NewItem { user_id: None };

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    CreateLinkForNewItem,
    CreateLinkForUser,
    CreateLinkForUpdate,
    LinkProgress,
    Exchange,
    Item,
    RemoveItem,
    Accounts,
    Balances,
    BalancesOfSome,
    SyncTransactions,
    SyncTransactionsOn,
    RefreshTransactions,
    Institution,
    SearchInstitutions,
    CreateUser,
    UserItems,
    RemoveUserItems,
    SandboxPublicToken,
    SandboxResetLogin,
}

impl Call {
    pub const ALL: [Self; 20] = [
        Self::CreateLinkForNewItem,
        Self::CreateLinkForUser,
        Self::CreateLinkForUpdate,
        Self::LinkProgress,
        Self::Exchange,
        Self::Item,
        Self::RemoveItem,
        Self::Accounts,
        Self::Balances,
        Self::BalancesOfSome,
        Self::SyncTransactions,
        Self::SyncTransactionsOn,
        Self::RefreshTransactions,
        Self::Institution,
        Self::SearchInstitutions,
        Self::CreateUser,
        Self::UserItems,
        Self::RemoveUserItems,
        Self::SandboxPublicToken,
        Self::SandboxResetLogin,
    ];

    /// Makes the call and forgets its value.
    pub async fn make(self, client: &Client) -> Result<(), Error> {
        let access_token = access_token();
        match self {
            Self::CreateLinkForNewItem => client.create_link(new_link(NEW_ITEM)).await.map(drop),
            Self::CreateLinkForUser => {
                let purpose = Purpose::NewItem { user_id: Some(USER_ID) };
                client.create_link(new_link(purpose)).await.map(drop)
            }
            Self::CreateLinkForUpdate => {
                let purpose = Purpose::Update { access_token: &access_token };
                client.create_link(new_link(purpose)).await.map(drop)
            }
            Self::LinkProgress => client.link_progress(&LinkToken::new(LINK_TOKEN.to_owned())).await.map(drop),
            Self::Exchange => client.exchange(&PublicToken::new(PUBLIC_TOKEN.into())).await.map(drop),
            Self::Item => client.item(&access_token).await.map(drop),
            Self::RemoveItem => client.remove_item(&access_token).await.map(drop),
            Self::Accounts => client.accounts(&access_token).await.map(drop),
            Self::Balances => client.balances(&access_token, None).await.map(drop),
            Self::BalancesOfSome => client.balances(&access_token, Some(&["account-1", "account-2"])).await.map(drop),
            Self::SyncTransactions => client.sync_transactions(&access_token, None, PAGE).await.map(drop),
            Self::SyncTransactionsOn => client.sync_transactions(&access_token, Some("cursor-1"), 3).await.map(drop),
            Self::RefreshTransactions => client.refresh_transactions(&access_token).await.map(drop),
            Self::Institution => client.institution("ins_109508").await.map(drop),
            Self::SearchInstitutions => client.search_institutions("platypus").await.map(drop),
            Self::CreateUser => client.create_user("user-77").await.map(drop),
            Self::UserItems => client.user_items(USER_ID).await.map(drop),
            Self::RemoveUserItems => client.remove_user_items(USER_ID, &["item-1", "item-2"]).await.map(drop),
            Self::SandboxPublicToken => client.sandbox_public_token("ins_109508").await.map(drop),
            Self::SandboxResetLogin => client.sandbox_reset_login(&access_token).await.map(drop),
        }
    }
}

pub fn access_token() -> AccessToken {
    AccessToken::new(ACCESS_TOKEN.into())
}

pub const fn new_link(purpose: Purpose<'_>) -> NewLink<'_> {
    NewLink {
        client_name: "Bank Connections",
        client_user_id: "user-77",
        completion_redirect_uri: "bank-connections-link://done",
        purpose,
    }
}
