//! A backup put in the place of the records, and what the next start finds of it.

use std::{error::Error, fs, path::Path};

use connections::{
    Connections,
    store::{
        Database, audit,
        settings::{self, Setting},
    },
};
use serde_json::{Value, json};

use super::{House, Outcome};

/// Takes a backup, and changes something after it.
pub(super) async fn prepare(house: &House) -> Outcome {
    mark(house, "before").await?;
    house.connections.back_up_now().await?;
    mark(house, "after").await
}

/// Restores the backup that was taken last.
pub(super) async fn restore(house: &House) -> Outcome {
    let newest = house.connections.records().await?.backups.into_iter().next().ok_or("there is a backup")?;
    let order = house.connections.order_restore(&newest.backup.name).await?;
    house.connections.close().await;
    order.carry_out(&house.database, &house.vault, &house.clock).await?;
    Connections::open(house.config()).await?.close().await;
    Ok(())
}

/// Says what there is: the mark, what else lies beside the records, and of each folder with files that were replaced how
/// many files are in it and how often the audit speaks of it.
pub(super) async fn tell(house: &House) -> Outcome {
    let database = open(house).await?;
    let mut records = database.read().await?;
    let mark = settings::get(&mut records, Setting::ClientUserId).await?;
    let mut replaced = Vec::<Value>::new();
    for name in names(&house.database.with_file_name("backups"))? {
        if name.starts_with("replaced-") {
            let files = names(&house.database.with_file_name("backups").join(&name))?;
            replaced.push(json!([files.len(), audit::list_of(&mut records, &name).await?.len()]));
        }
    }
    drop(records);
    database.close().await;
    house.connections.close().await;
    let beside = names(house.database.parent().ok_or("the file is in a folder")?)?;
    println!("{}", json!({ "mark": mark, "beside": beside, "replaced": replaced }));
    Ok(())
}

async fn mark(house: &House, text: &str) -> Outcome {
    let database = open(house).await?;
    let mut records = database.write().await?;
    settings::set(&mut records, Setting::ClientUserId, text).await?;
    records.commit().await?;
    database.close().await;
    Ok(())
}

async fn open(house: &House) -> Result<Database, Box<dyn Error>> {
    let key = house.vault.database_key(&house.database).await?;
    Ok(Database::open(&house.database, &key, &house.clock).await?)
}

fn names(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().into_string().map_err(|_| "a name that is no text")?);
    }
    names.sort();
    Ok(names)
}
