"""A classic logit of the onset of disputes, on politically relevant pairs, 1816-2010; the tutorial explains it.

python docs/onset.py [PLOT.svg]
"""

import sys

import polars as pl
import statsmodels.formula.api as smf

from casus import panel

rows = panel.dyad_years(directed=False, last=2010).relevant()
rows = rows.add("mids", "contiguity", "nmc", "majors", "distance", "democracy", "atop", "peace_years")
pairs = rows.lazy().filter((pl.col("gmlmidongoing") == 0) | (pl.col("gmlmidonset") == 1)).with_columns(
    land=(pl.col("conttype") == 1).cast(pl.Int8),
    major=pl.max_horizontal("cowmaj1", "cowmaj2"),
    low_democracy=pl.min_horizontal("polity21", "polity22"),
    weak_to_strong=pl.min_horizontal("cinc1", "cinc2") / pl.max_horizontal("cinc1", "cinc2"),
    distance=pl.col("capdist") / 1000,
).drop_nulls(["low_democracy", "weak_to_strong"]).collect()  # fmt: skip
formula = "gmlmidonset ~ land + major + distance + weak_to_strong + low_democracy + atop_defense"
model = smf.logit(f"{formula} + gmlmidspell + gmlmidspell2 + gmlmidspell3", pairs.to_pandas()).fit(disp=False)
print(f"{int(model.nobs):,} pairs and years, {pairs['gmlmidonset'].sum():,} onsets")
print(model.summary2().tables[1].iloc[:, :3].to_string(float_format="%.4f"))

if len(sys.argv) > 1:
    import matplotlib.pyplot as plt

    years = pl.Series("gmlmidspell", range(61))
    middle = {c: pairs[c].median() for c in ("distance", "weak_to_strong", "low_democracy")}
    figure, axes = plt.subplots(figsize=(6.4, 3.6))
    for land, name in ((1, "neighbours by land"), (0, "not neighbours")):
        grid = pl.DataFrame({"gmlmidspell": years, "gmlmidspell2": years**2, "gmlmidspell3": years**3}).with_columns(
            **{c: pl.lit(v) for c, v in middle.items()}, land=pl.lit(land), major=pl.lit(0), atop_defense=pl.lit(0)
        )
        axes.plot(years, model.predict(grid.to_pandas()), label=name)
    axes.set(xlabel="years of peace", ylabel="probability that a dispute begins", ylim=(0, None), xlim=(0, 60))
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(sys.argv[1], metadata={"Date": None} if sys.argv[1].endswith(".svg") else None)
