"""The illustrated guide: what each person does with the product, in the order in which it is done."""
