"""The laws that every plugin with a plan keeps."""

from __future__ import annotations

from malplan.testing import PlanSuite


class TestUngeloeftet(PlanSuite):
    """What the checks find is true of the municipality's plan, and not a fault in the file."""

    distribution = "malplan-ungeloeftet"
    expected_findings = (
        "ungeloeftet/actions/alternative-rammer/milestones/samarbejdet-fremover: unscheduled-milestone",
        "ungeloeftet/actions/alternative-rammer/signs/bevidste-om-oensker: sign-without-measurement",
        "ungeloeftet/actions/alternative-rammer/signs/deltager-i-initiativer: sign-without-measurement",
        "ungeloeftet/actions/alternative-rammer/signs/dybere-samtaler: sign-without-measurement",
        "ungeloeftet/actions/alternative-rammer/signs/lettere-at-holde-kontakt: sign-without-measurement",
        "ungeloeftet/actions/alternative-rammer/signs/loebende-flere-i-faellesskab: sign-without-measurement",
        "ungeloeftet/actions/alternative-rammer/signs/taettere-relation: sign-without-measurement",
        "ungeloeftet/actions/alternative-rammer: action-without-measurable-sign",
        "ungeloeftet/actions/alternative-rammer: broken-chain",
        "ungeloeftet/actions/alternative-rammer: long-without-interim-evaluation",
        "ungeloeftet/actions/alternative-rammer: no-final-evaluation",
        "ungeloeftet/actions/alternative-rammer: no-hypothesis",
        "ungeloeftet/actions/alternative-rammer: no-start",
        "ungeloeftet/actions/workshop/milestones/ambassadoergruppe: unscheduled-milestone",
        "ungeloeftet/actions/workshop/milestones/find-unge-uden-ydelse: unscheduled-milestone",
        "ungeloeftet/actions/workshop/milestones/foelg-op-paa-workshop: unscheduled-milestone",
        "ungeloeftet/actions/workshop/milestones/send-invitation: unscheduled-milestone",
        "ungeloeftet/actions/workshop/milestones/udvaelg-og-inviter-aabent: unscheduled-milestone",
        "ungeloeftet/actions/workshop/signs/flere-i-uddannelse-eller-job: sign-without-measurement",
        "ungeloeftet/actions/workshop/signs/forloeb-paa-de-unges-input: sign-without-measurement",
        "ungeloeftet/actions/workshop/signs/fremmoede: sign-without-baseline",
        "ungeloeftet/actions/workshop/signs/fremmoede: sign-without-measurement",
        "ungeloeftet/actions/workshop/signs/oplever-faellesskab-og-trivsel: sign-without-measurement",
        "ungeloeftet/actions/workshop: broken-chain",
        "ungeloeftet/actions/workshop: long-without-interim-evaluation",
        "ungeloeftet/actions/workshop: no-hypothesis",
        "ungeloeftet: few-measurable-signs",
    )
