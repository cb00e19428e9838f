//! Whose data, where: the chain, the deployment's contract and the patient. It is part of every context, so that
//! nothing sealed for one patient, contract or chain opens for another.

/// Which deployment it is, of all on all chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeploymentId {
    /// The chain's genesis hash.
    pub genesis: [u8; 32],
    /// The address of the deployment's root, the admin contract.
    pub contract: [u8; 32],
}

impl DeploymentId {
    /// The data of `patient` (an address) in this deployment.
    pub fn binding(&self, patient: [u8; 32]) -> Binding {
        Binding {
            genesis: self.genesis,
            contract: self.contract,
            patient,
        }
    }
}

/// One patient's data in one deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Binding {
    /// The chain's genesis hash.
    pub genesis: [u8; 32],
    /// The address of the deployment's root, the admin contract.
    pub contract: [u8; 32],
    /// The patient's address.
    pub patient: [u8; 32],
}

impl Binding {
    /// The deployment without the patient.
    pub fn deployment(&self) -> DeploymentId {
        DeploymentId {
            genesis: self.genesis,
            contract: self.contract,
        }
    }

    /// What names this binding in a context, followed by `more`.
    pub(crate) fn context(&self, name: &str, more: &[&[u8]]) -> Vec<u8> {
        let mut parts: Vec<&[u8]> = vec![&self.genesis, &self.contract, &self.patient];
        parts.extend_from_slice(more);
        crate::domain::context(name, &parts)
    }
}
