import json

import pandas as pd

columns = ["user_id", "at", "amount_cny"]


def run(arrays, variant):
    task, path = json.loads(variant)
    if task == "read":
        orders = pd.read_csv(path, parse_dates=["at"])
        quantities = orders["quantity"].sum()
        return {"check": [len(orders), quantities, orders["amount_cny"].sum(), orders["at"].max().timestamp()]}
    if task == "group":
        orders = pd.read_csv(path, usecols=["user_id", "amount_cny"])
        spent = orders.groupby("user_id")["amount_cny"].agg(["count", "sum"])
        return {"check": [len(spent), spent["count"].max(), spent["sum"].max(), spent["sum"].sum()]}
    orders = pd.read_csv(path, usecols=["product_id", "at", "amount_cny"], parse_dates=["at"])
    grouped = orders.groupby("product_id").agg(n=("amount_cny", "size"), total=("amount_cny", "sum"), last=("at", "max"))
    return {"check": [len(grouped), grouped["n"].max(), grouped["total"].sum(), grouped["last"].max().timestamp()]}
