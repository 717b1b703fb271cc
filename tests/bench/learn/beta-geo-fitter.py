from lifetimes import BetaGeoFitter


def run(arrays, variant):
    history = arrays["frequency"], arrays["recency"], arrays["T"]
    model = BetaGeoFitter().fit(*history)
    expected = model.conditional_expected_number_of_purchases_up_to_time(30, *history)
    return {"parameters": model.params_[["r", "alpha", "a", "b"]].to_numpy(), "expected": expected}
