//! Joining a system that others deployed, and inviting others to it: the deployment file goes from an admin to whoever
//! is to use the system.
//!
//! The file opens the doctors' directory and nothing of any patient; it gives no right to write anything.

use crate::advice::Advice;
use crate::check::{self, Finding};
use crate::deployment::CodeHashes;
use crate::error::{Error, Kind, Result};
use crate::{Deployment, destination};
use medink_chain::Chain;
use medink_words::said;
use std::io::Write;
use std::path::Path;

/// What joining came to.
#[derive(Debug)]
pub struct Joined {
    /// The deployment, as this machine knows it now.
    pub deployment: Deployment,
    /// What was looked at on the chain.
    pub findings: Vec<Finding>,
    /// Whether this machine knew it before.
    pub known: bool,
}

/// Takes over the deployment of `text`, a deployment file's, after checking that the chain has it: the same genesis,
/// addresses that follow from how the contracts were made, and the code of `bundles`, which is at hand here; without
/// them, the code that the file names. `folder` is where deployment files are kept.
///
/// # Errors
/// [`Kind::Damaged`] for what is no deployment file, or a chain that has other contracts; [`Kind::WrongChain`];
/// [`Kind::Usage`] if this machine knows another deployment on that chain that is still there.
pub async fn join(
    chain: &dyn Chain,
    text: &str,
    bundles: Option<&CodeHashes>,
    folder: &Path,
) -> Result<Joined> {
    let deployment = Deployment::parse(text).map_err(|error| error.at(said!("core-file-given")))?;
    let identity = chain.identity();
    if deployment.genesis() != identity.genesis {
        return Err(Error::new(
            Kind::WrongChain,
            said!(
                "core-join-other-chain",
                chain = deployment.chain.as_str(),
                genesis = hex::encode(deployment.genesis()),
                node = identity.name.as_str(),
                node_genesis = hex::encode(identity.genesis)
            ),
        )
        .next(said!("core-join-other-chain-next")));
    }
    if !deployment.complete {
        return Err(Error::new(Kind::Usage, said!("core-join-unfinished"))
            .next(said!("core-join-unfinished-next"))
            .advise(Advice::Deploy));
    }
    let code = bundles.unwrap_or(&deployment.code_hashes);
    let findings = check::check(chain, &deployment, code).await?;
    check::held(&findings)?;
    let known = match Deployment::find(folder, identity.genesis)? {
        Some(found) if found.admin() == deployment.admin() => true,
        Some(found) if chain.code_hash_of(found.admin()).await?.is_some() => {
            return Err(Error::new(Kind::Usage, said!("core-join-another")).next(said!(
                "core-join-another-next",
                path = Deployment::path(folder, identity.genesis).display().to_string()
            )));
        }
        Some(_) | None => false,
    };
    // Also where it is known: the key of the directory may have been given anew.
    deployment.save(folder)?;
    Ok(Joined {
        deployment,
        findings,
        known,
    })
}

/// Writes the deployment file for others to join with, readable by its owner alone.
///
/// # Errors
/// As [`destination::Place::prepare`].
pub fn invite(deployment: &Deployment, path: &Path) -> Result<()> {
    let what: crate::files::Naming = || said!("core-the-deployment-file");
    let place = destination::Place::prepare(path, destination::Replace::Never, what)?;
    place
        .writer()?
        .write_all(deployment.to_text()?.as_bytes())
        .map_err(|e| Error::io(said!("core-writing-what", what = what()), &e))?;
    place.keep()
}
