//! System parameters, the log's parameters, pause and resume.

use crate::core::{Actor, Done, Medink};
use crate::error::Result;
use medink_chain::{ChainExt, Query, contracts};
use medink_types::{AuditParameters, Page, SystemParameters};

impl Medink {
    /// The system's parameters.
    pub async fn system_parameters(&self) -> Result<SystemParameters> {
        Ok(self
            .chain
            .read(&contracts::admin::system_parameters(self.deployment.admin()))
            .await?)
    }

    /// The log's parameters.
    pub async fn audit_parameters(&self) -> Result<AuditParameters> {
        Ok(self
            .chain
            .read(&contracts::audit::system_parameters(self.deployment.audit()))
            .await?)
    }

    /// Sets the system's parameters; `paused` has to be as it is. Guard: admin.
    pub async fn set_system_parameters(
        &self,
        actor: &Actor,
        parameters: SystemParameters,
    ) -> Result<Done<()>> {
        self.one(
            actor,
            contracts::admin::update_system_parameters(self.deployment.admin(), parameters),
        )
        .await
    }

    /// Sets the log's parameters. Guard: admin.
    pub async fn set_audit_parameters(&self, actor: &Actor, parameters: AuditParameters) -> Result<Done<()>> {
        self.one(
            actor,
            contracts::audit::update_system_parameters(self.deployment.audit(), parameters),
        )
        .await
    }

    /// Refuses every change but the admins' own until resumed. Guard: admin.
    pub async fn pause(&self, actor: &Actor) -> Result<Done<()>> {
        self.one(actor, contracts::admin::pause(self.deployment.admin()))
            .await
    }

    /// Ends a pause. Guard: admin.
    pub async fn resume(&self, actor: &Actor) -> Result<Done<()>> {
        self.one(actor, contracts::admin::resume(self.deployment.admin()))
            .await
    }

    /// A whole list, in pages as large as the parameters allow.
    pub(super) async fn all<T: Send + 'static>(
        &self,
        page: impl Fn(u64, u32) -> Query<Page<T>> + Send + Sync,
    ) -> Result<Vec<T>> {
        let limit = self.system_parameters().await?.max_page;
        Ok(self.chain.all_pages(|start| page(start, limit)).await?)
    }
}
