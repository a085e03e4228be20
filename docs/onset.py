"""A classic logit of the onset of disputes, on politically relevant pairs, 1816-2010; docs/panel.md explains it.

Run: python docs/onset.py [PLOT.svg]
"""

import sys

# the ten lines
import polars as pl
import statsmodels.formula.api as smf

from casus import panel

rows = panel.dyad_years(directed=False, last=2010).relevant()
rows = rows.add("mids", "contiguity", "nmc", "majors", "atop", "democracy", "peace_years").lazy()
x = pl.col("parity", "democracy", "soldiers")
pairs = rows.drop_nulls(["cinc1", "cinc2", "aeuds1", "aeuds2", "milper1", "milper2"]).select(
    onset="gmlmidonset", land=(pl.col("conttype") == 1).cast(int), major=pl.max_horizontal("cowmaj1", "cowmaj2"),
    parity=pl.min_horizontal("cinc1", "cinc2") / pl.max_horizontal("cinc1", "cinc2"), pact="atop_defense",
    democracy=pl.min_horizontal("aeuds1", "aeuds2"), t="gmlmidspell", t2="gmlmidspell2", t3="gmlmidspell3",
    soldiers=pl.min_horizontal(pl.col("milper1") / pl.col("tpop1"), pl.col("milper2") / pl.col("tpop2")),
).with_columns((x - x.mean()) / (2 * x.std())).collect()  # fmt: skip
model = smf.logit("onset ~ " + " + ".join(pairs.columns[1:]), pairs.to_pandas()).fit(disp=False)
# as far as here

#: Miller 2022, the table of the manuscript: the same model with GDP a head, on the versions of the data of 2022.
PUBLISHED = {
    "land": (1.044, 0.057), "parity": (0.444, 0.036), "major": (0.145, 0.058), "pact": (-0.102, 0.058),
    "democracy": (-0.509, 0.052), "soldiers": (0.267, 0.023), "t": (-0.148, 0.005), "t2": (0.002, 0.000),
    "Intercept": (-3.055, 0.064),
}  # fmt: skip
print(f"{'':12}{'ours':>7}{'':10}published")
for name, published in PUBLISHED.items():
    ours = model.params[name], model.bse[name]
    print(f"{name:10}", *(f"{estimate:9.3f} ({error:.3f})" for estimate, error in (ours, published)))
print(f"{'pairs, years':17}{int(model.nobs):,}{'':10}106,937; of ours {pairs['onset'].sum():,} onsets")

if len(sys.argv) > 1:
    import matplotlib.pyplot as plt
    import numpy as np

    plt.rcParams["svg.hashsalt"] = "onset"  # the same plot, the same file
    years = np.arange(61)
    figure, axes = plt.subplots(figsize=(6.4, 3.6))
    for land, label in ((1, "neighbours by land"), (0, "neighbours across water")):
        like = {name: float(pairs[name].median()) for name in ("parity", "democracy", "soldiers")}
        like |= {"Intercept": 1.0, "land": land, "major": 0, "pact": 0}
        curve = {"t": years, "t2": years**2, "t3": years**3}
        grid = np.column_stack([curve.get(name, np.full(61, like.get(name))) for name in model.params.index])
        middle, error = grid @ model.params, np.sqrt(np.einsum("ij,jk,ik->i", grid, model.cov_params(), grid))
        low, best, high = (100 / (1 + np.exp(-(middle + z * error))) for z in (-1.96, 0, 1.96))
        axes.plot(years, best, label=label)
        axes.fill_between(years, low, high, alpha=0.2, linewidth=0)
    axes.set(xlabel="years of peace", ylabel="probability of an onset, per cent", ylim=(0, None), xlim=(0, 60))
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(sys.argv[1], metadata={"Date": None} if sys.argv[1].endswith(".svg") else None, dpi=150)
