"""Which coefficients of agreement a set of cases allows: the ones that could be misread are not worked out."""

from casereview.agreement import Coefficient, Ratings, cohen, fleiss, krippendorff
from casereview.instruments.finding import Finding

LABELS = {
    "cohen": "Cohen’s kappa",
    "fleiss": "Fleiss’ kappa",
    "krippendorff": "Krippendorff’s alpha",
    "krippendorff_ordinal": "Krippendorff’s alpha, ordinal",
}


def coefficients(finding: Finding, cases: Ratings) -> dict[str, tuple[str, Coefficient]]:
    """Label and coefficient by code, in the order shown; none under two cases.

    Cohen: of a declared pair only, since it keeps first and second apart and two reviews of a case are nobody's first
    and second. Fleiss: the same number of reviews of every case. Krippendorff: always; ordinal where the finding says
    that its options have an order.
    """
    if len(cases) < 2:
        return {}
    sizes = {len(case) for case in cases}
    found = {}
    if finding.pair:
        found["cohen"] = cohen(cases)
    elif len(sizes) == 1:
        found["fleiss"] = fleiss(cases)
    found["krippendorff"] = krippendorff(cases)
    if finding.scale == "ordinal":
        found["krippendorff_ordinal"] = krippendorff(cases, "ordinal")
    return {code: (LABELS[code], each) for code, each in found.items()}
